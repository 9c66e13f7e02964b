@echo off
rem Offline installation without an administrator:  install.cmd [FOLDER]. Every package is checked against its SHA-256.
chcp 65001 >nul
setlocal
set "HERE=%~dp0"
set "TO=%~1"
if "%TO%"=="" set "TO=%LOCALAPPDATA%\gouji"
py -3.11 -c "import sys" >nul 2>nul
if errorlevel 1 (
    echo 需要 Python 3.11。请先从光盘或内网安装 python-3.11-amd64.exe（选“仅为我安装”），再运行本程序。
    exit /b 1
)
py -3.11 -m venv "%TO%" || exit /b 1
"%TO%\Scripts\python.exe" -m pip install -q --no-index --find-links "%HERE%." --require-hashes -r "%HERE%requirements.txt" || exit /b 1
"%TO%\Scripts\gouji.exe" --version || exit /b 1
echo 已安装。运行："%TO%\Scripts\gouji.exe" audit 报送材料 --out 审核结果
