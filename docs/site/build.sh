#!/usr/bin/env bash
# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the docsite into the folder FOLDER/html, without a network: docs/site/build.sh FOLDER
# Sphinx fails on any warning, so on every reference that leads nowhere.
set -euo pipefail
folder=$(realpath --canonicalize-missing "${1:?the folder to build into}")
cd "$(dirname "$0")/../.."
umask 022 # antsibull-docs writes into no folder that others can write to
rm -rf "${folder:?}/rst" "$folder/html"
mkdir -p "$folder/rst"
antsibull-docs collection --use-current --squash-hierarchy --fail-on-error --dest-dir "$folder/rst" boomi.spaces
# It takes the pages of docs/docsite/rst and nothing else of that folder.
cp -r docs/docsite/rst/pictures "$folder/rst/docsite/"
sphinx-build --builder html --conf-dir docs/site --doctree-dir "$folder/doctrees" --fail-on-warning --keep-going --quiet "$folder/rst" "$folder/html"
echo "A page to open: $folder/html/index.html"
