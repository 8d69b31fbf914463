@rem Installs from this folder alone, without a network, into a folder of its own.
py -m venv "%USERPROFILE%\jiejiao-program"
"%USERPROFILE%\jiejiao-program\Scripts\python" -m pip install --no-index -f "%~dp0." jiejiao
