@echo off
rem Starts the program; in Windows Terminal where it is installed.
where wt >nul 2>nul && (start "" wt -d "%~dp0." "%~dp0jiejiao.exe" & exit /b 0)
chcp 65001 >nul
"%~dp0jiejiao.exe"
if errorlevel 1 pause
