#!/bin/sh
# 离线安装：sh install.sh [安装到的文件夹]。不需要管理员权限，不访问网络；每个安装包都核对 SHA-256。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-$HOME/gouji}
python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "需要 Python 3.11。请先安装，或用 PYTHON=/路径/python3.11 sh install.sh 指定。" >&2
    exit 1
}
"$python" -m venv "$to"
"$to/bin/python" -m pip install -q --no-index --find-links "$here" --require-hashes -r "$here/requirements.txt"
"$to/bin/gouji" --version
echo "已安装。运行：$to/bin/gouji audit 报送材料 --out 审核结果"
