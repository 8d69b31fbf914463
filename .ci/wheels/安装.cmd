@echo off
rem Installs from this folder alone, without a network, into a folder of its own.
set PYTHONUTF8=1
py -m venv "%USERPROFILE%\jiejiao-program" && "%USERPROFILE%\jiejiao-program\Scripts\python" -m pip install --quiet --disable-pip-version-check --no-index -f "%~dp0." jiejiao && echo "%USERPROFILE%\jiejiao-program\Scripts\jiejiao.exe"
pause
