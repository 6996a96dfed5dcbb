"use strict";
(function () {
  var STEP = 15, MORE = 100, PRINTED = 300;
  var tables = {};

  function make(name, text, parent) {
    var node = document.createElement(name);
    if (text !== undefined && text !== "") node.textContent = text;
    if (parent) parent.appendChild(node);
    return node;
  }

  function whole(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  }

  /* A number as it is written here, or null: 1.234,56 and <5; what is empty comes before all. */
  function numberOf(text) {
    var plain = text.replace(/[€\s\u00a0.%]/g, "").replace(",", ".");
    if (plain === "" || plain === "–") return -Infinity;
    if (plain.charAt(0) === "<") return 0.5;
    var number = Number(plain);
    return isNaN(number) ? null : number;
  }

  var collator = new Intl.Collator("nl", { numeric: true });

  function textOf(row, column) {
    var cell = row.cells[column];
    return cell ? cell.textContent.trim() : "";
  }

  /* --- tables ------------------------------------------------------------------------------ */

  function Sheet(table) {
    var sheet = this;
    this.table = table;
    this.body = table.tBodies[0];
    this.rows = Array.prototype.slice.call(this.body.rows);
    this.all = this.rows.slice();
    this.found = this.rows;
    this.limit = STEP;
    this.heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    this.numeric = this.heads.map(function (head) { return head.classList.contains("n"); });
    this.lower = null;
    if (this.rows.length > 1) this.heads.forEach(function (head, i) { sheet.addSort(head, i); });
    this.addTools();
    this.show();
  }

  Sheet.prototype.addSort = function (head, column) {
    var sheet = this, button = make("button", head.textContent);
    button.type = "button";
    head.textContent = "";
    head.appendChild(button);
    button.addEventListener("click", function () { sheet.sort(column); });
  };

  Sheet.prototype.addTools = function () {
    var sheet = this, caption = this.table.caption.textContent;
    var scroll = this.table.parentNode, tools = make("div"), more = make("div");
    tools.className = "tools";
    more.className = "more";
    this.more = more;
    if (this.rows.length > 8) {
      var label = make("label", "Zoek in deze tabel", tools), input = make("input", "", label);
      input.type = "search";
      input.setAttribute("aria-label", "Zoek in deze tabel: " + caption);
      input.addEventListener("input", function () { sheet.filter(input.value); });
      this.input = input;
    }
    var copy = make("button", "Kopieer tabel", tools);
    copy.type = "button";
    copy.setAttribute("aria-label", "Kopieer tabel: " + caption);
    copy.addEventListener("click", function () { sheet.copy(); });
    this.said = make("output", "", tools);
    scroll.parentNode.insertBefore(tools, scroll);
    scroll.parentNode.insertBefore(more, scroll.nextSibling);
  };

  Sheet.prototype.sort = function (column) {
    var head = this.heads[column], numeric = this.numeric[column];
    var up = head.getAttribute("aria-sort");
    var down = up ? up === "ascending" : numeric;
    this.heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    var keyed = this.all.map(function (row, i) {
      var text = textOf(row, column);
      return { row: row, key: numeric ? numberOf(text) : text, text: text, i: i };
    });
    keyed.sort(function (a, b) {
      var order = numeric && a.key !== null && b.key !== null
        ? (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
        : collator.compare(a.text, b.text);
      return (down ? -order : order) || a.i - b.i;
    });
    this.rows = keyed.map(function (one) { return one.row; });
    this.filter(this.input ? this.input.value : "");
    this.said.value = "Gesorteerd op " + head.textContent + (down ? ", aflopend" : ", oplopend");
  };

  Sheet.prototype.filter = function (wanted) {
    var words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    this.found = !words.length ? this.rows : this.rows.filter(function (row) {
      var text = row.textContent.toLowerCase();
      if (!row.dataset) return false;
      for (var c = 0, all = ""; c < row.cells.length; c++) all += " " + row.cells[c].textContent;
      text = all.toLowerCase();
      return words.every(function (word) { return text.indexOf(word) >= 0; });
    });
    this.show();
    this.said.value = words.length
      ? whole(this.found.length) + " van " + whole(this.rows.length) + " rijen" : "";
  };

  /* The rows that are found, up to the limit: the others are no part of the page. */
  Sheet.prototype.show = function () {
    var sheet = this, count = this.found.length;
    var shown = count <= this.limit + 5 ? count : this.limit;
    this.body.replaceChildren.apply(this.body, this.found.slice(0, shown));
    this.more.textContent = "";
    if (shown === count) return;
    function button(text, limit) {
      var one = make("button", text, sheet.more);
      one.type = "button";
      one.addEventListener("click", function () {
        sheet.limit = limit;
        sheet.show();
        var next = sheet.more.querySelector("button") || sheet.table.parentNode;
        next.focus();
      });
    }
    if (count - shown > MORE) button("Toon " + MORE + " rijen meer", shown + MORE);
    button("Toon alle " + whole(count) + " rijen", Infinity);
  };

  Sheet.prototype.reveal = function (row) {
    if (this.input && this.input.value) { this.input.value = ""; this.filter(""); }
    var at = this.found.indexOf(row);
    if (at >= this.limit) { this.limit = at + 1; this.show(); }
  };

  Sheet.prototype.copy = function () {
    var sheet = this, numeric = this.numeric;
    function line(row) {
      return Array.prototype.map.call(row.cells, function (cell, i) {
        var text = cell.textContent.trim().replace(/[\t\n]/g, " ");
        return numeric[i] ? text.replace(/\.(?=\d{3})/g, "") : text;
      }).join("\t");
    }
    var lines = [line(this.table.tHead.rows[0])].concat(this.found.map(line));
    put(lines.join("\n") + "\n").then(function () {
      sheet.said.value = "Gekopieerd: " + whole(sheet.found.length) + " rijen";
    }, function () { sheet.said.value = "Kopiëren mag niet van deze browser"; });
  };

  function put(text) {
    if (navigator.clipboard && navigator.clipboard.writeText)
      return navigator.clipboard.writeText(text).catch(function () { return putOld(text); });
    return putOld(text);
  }

  function putOld(text) {
    var area = make("textarea", text, document.body);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject();
  }

  /* --- how an amount came about ------------------------------------------------------------ */

  var data = null;
  function given() {
    var node = document.getElementById("gegevens");
    if (!data) data = node ? JSON.parse(node.textContent) : {};
    return data;
  }

  var dialog = document.getElementById("uitleg");
  var content = dialog.querySelector(".content"), title = dialog.querySelector("h2");

  /* Lines `DEPTH TEMPLATE NUMBER …`, or `=BLOCK`: lists within lists. */
  function tell(text, parent) {
    var lists = [parent];
    (function walk(lines) {
      lines.split("\n").forEach(function (line) {
        if (!line) return;
        if (line.charAt(0) === "=") { walk(given().b[parseInt(line.slice(1), 36)]); return; }
        var parts = line.slice(1).split(" "), depth = parseInt(line.charAt(0), 36), next = 1;
        var words = given().t[parseInt(parts[0], 36)].replace(/\u001f/g, function () {
          return parts[next++];
        });
        while (lists.length <= depth + 1) {
          var last = lists[lists.length - 1];
          lists.push(make("ul", "", last.tagName === "UL" && last.lastChild || last));
        }
        lists.length = depth + 2;
        make("li", words, lists[depth + 1]);
      });
    })(text);
  }

  function details() { return tables.bedragen; }

  function explainOne(id) {
    var index = Number(id.slice(1)), sheet = details(), text = given().u && given().u[index];
    if (text === undefined || !sheet) return false;
    var row = sheet.all[index];
    title.textContent = textOf(row, 3) + ", " + textOf(row, 0) + ", " + textOf(row, 2);
    make("p", textOf(row, 1), content);
    make("p", "€ " + textOf(row, 5), content).className = "sum";
    tell(text, content);
    return true;
  }

  /* ~PARTIJ~CONTRACT~TIJDVAK, each may be empty: the amounts that it is the sum of. */
  function explainSum(id) {
    var sheet = details(), keys = id.split("~").slice(1).map(decodeURIComponent), sum = 0n;
    if (!sheet) return false;
    var rows = sheet.all.filter(function (row) {
      return (!keys[0] || textOf(row, 4) === keys[0]) && (!keys[1] || textOf(row, 0) === keys[1]) &&
        (!keys[2] || textOf(row, 2) === keys[2]);
    });
    if (!rows.length) return false;
    title.textContent = [keys[0] && textOf(rows[0], 3), keys[1], keys[2]].filter(Boolean).join(", ");
    rows.forEach(function (row) { sum += BigInt(textOf(row, 5).replace(/[.,]/g, "")); });
    make("p", "€ " + amount(sum), content).className = "sum";
    make("p", rows.length === 1 ? "Dit is één bedrag:" :
      "Dit is de som van " + whole(rows.length) + " bedragen:", content);
    var table = make("table", "", content), head = make("tr", "", make("thead", "", table));
    var columns = [3, 0, 2].filter(function (column, i) { return !keys[i]; });
    if (!columns.length) columns = [0];
    make("caption", "Waaruit het bedrag bestaat", table);
    columns.concat(5).forEach(function (column) {
      var cell = make("th", sheet.heads[column].textContent, head);
      cell.scope = "col";
      if (column === 5) cell.className = "n";
    });
    var body = make("tbody", "", table);
    rows.slice(0, 300).forEach(function (row) {
      var line = make("tr", "", body);
      columns.forEach(function (column) { make("td", textOf(row, column), line); });
      var cell = make("td", "", line), link = row.querySelector("a");
      cell.className = "n";
      make("a", textOf(row, 5), cell).href = link.getAttribute("href");
    });
    if (rows.length > 300)
      make("p", "De eerste 300; de tabel ‘" + sheet.table.caption.textContent + "’ heeft ze alle.", content);
    return true;
  }

  function amount(cents) {
    var sign = cents < 0n ? "-" : "", text = String(cents < 0n ? -cents : cents).padStart(3, "0");
    return sign + whole(text.slice(0, -2)) + "," + text.slice(-2);
  }

  var opener = null, shown = "";
  function follow() {
    var id = location.hash.slice(1);
    var known = /^u\d+$/.test(id) || id.charAt(0) === "~";
    if (!known) { if (dialog.open) dialog.close(); return; }
    content.textContent = "";
    if (!(id.charAt(0) === "~" ? explainSum(id) : explainOne(id))) return;
    shown = id;
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    title.focus();
  }

  dialog.addEventListener("close", function () {
    if (shown && location.hash.slice(1) === shown) history.replaceState(null, "", location.pathname + location.search);
    if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  });
  dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
  dialog.querySelector("button").addEventListener("click", function () { dialog.close(); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (!link) return;
    if (!dialog.contains(link)) opener = link;
    if (link.getAttribute("href") === location.hash) follow();
  });
  window.addEventListener("hashchange", follow);

  /* --- scrolling --------------------------------------------------------------------------- */

  /* Only what scrolls needs a place in the order of Tab. */
  function reach() {
    Array.prototype.forEach.call(document.querySelectorAll(".scroll"), function (box) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("main table"), function (table) {
    tables[table.id] = new Sheet(table);
  });
  /* On paper there is no button to ask for more rows: all are there, or it is said how many. */
  function eachSheet(act) { Object.keys(tables).forEach(function (id) { act(tables[id]); }); }
  window.addEventListener("beforeprint", function () {
    eachSheet(function (sheet) {
      sheet.kept = sheet.limit;
      sheet.limit = PRINTED;
      sheet.show();
      if (sheet.found.length <= PRINTED + 5) return;
      sheet.note = make("p", "Op papier staan de eerste " + whole(PRINTED) + " van " +
        whole(sheet.found.length) + " rijen; alle staan in de csv-bestanden bij deze afrekening.");
      sheet.table.parentNode.parentNode.insertBefore(sheet.note, sheet.table.parentNode.nextSibling);
    });
  });
  window.addEventListener("afterprint", function () {
    eachSheet(function (sheet) {
      if (sheet.note) sheet.note.remove();
      sheet.note = null;
      sheet.limit = sheet.kept;
      sheet.show();
    });
  });
  reach();
  window.addEventListener("resize", reach);
  follow();
})();
