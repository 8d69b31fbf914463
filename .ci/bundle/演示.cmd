@echo off
rem Starts the sample community; in Windows Terminal where it is installed.
where wt >nul 2>nul && (start "" wt -d "%~dp0." "%~dp0jiejiao.exe" demo & exit /b 0)
chcp 65001 >nul
"%~dp0jiejiao.exe" demo
if errorlevel 1 pause
