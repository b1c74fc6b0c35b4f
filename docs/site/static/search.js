// Copyright (c) 2026, the boomi.spaces maintainers
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later
// The search asks for the pages that it found, to show an excerpt of each. A page that was opened as a file may not: excerpts.js has their texts.
if (location.protocol === "file:") {
  window.fetch = async (page) => new Response(`<div role="main">${EXCERPTS[page.replace(/^\.\//, "")] ?? ""}</div>`);
}
