// The menu as text, for a guest whose browser cannot run the app: fetched by the code in the address, with nothing newer
// than ES5. Ordering goes by the staff.
(function () {
  'use strict';
  // As currency-digits.json, which plain.test.ts asserts; all others have two.
  var DIGITS = {
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW',
  };
  var place = document.getElementById('plain-menu');
  var again = document.getElementById('plain-again');
  if (again) {
    again.onclick = function () {
      location.reload();
    };
  }
  var typed = decodeURIComponent(location.hash).replace(/[\s#_.-]/g, '').toUpperCase();
  if (!place || !/^[2-9A-HJ-NP-Z]{8}$/.test(typed)) return;

  function priced(money) {
    var digits = 2;
    for (var count in DIGITS) if (DIGITS[count].indexOf(money.currency) >= 0) digits = Number(count);
    var text = String(Math.abs(money.minor));
    while (text.length <= digits) text = '0' + text;
    var whole = text.slice(0, text.length - digits);
    var rest = digits > 0 ? '.' + text.slice(text.length - digits) : '';
    return money.currency + '\u00a0' + (money.minor < 0 ? '-' : '') + whole + rest;
  }

  function add(parent, tag, text, kind) {
    var element = document.createElement(tag);
    if (text) {
      element.textContent = text;
      element.setAttribute('dir', 'auto');
    }
    if (kind) element.className = kind;
    parent.appendChild(element);
    return element;
  }

  /** Without a price it is sold out. */
  function addRow(list, name, price) {
    var row = add(list, 'li', '', price ? '' : 'gone');
    add(row, 'span', name);
    add(row, 'span', price ? priced(price) : place.getAttribute('data-gone'));
  }

  var request = new XMLHttpRequest();
  request.open('GET', '/api/v1/tables/' + typed + '/menu');
  request.onload = function () {
    var menu;
    try {
      menu = JSON.parse(request.responseText);
    } catch (notOurs) {
      return;
    }
    if (request.status !== 200 || !menu.categories) return;
    for (var at = 0; at < menu.categories.length; at += 1) {
      var category = menu.categories[at];
      add(place, 'h2', category.name);
      var list = add(place, 'ul');
      for (var of = 0; of < category.items.length; of += 1) {
        var dish = category.items[of];
        // Each variant by its full name: what is told to the staff says which one.
        var variants = dish.available && dish.variants;
        if (!variants) addRow(list, dish.name, dish.available && dish.price);
        for (var nth = 0; variants && nth < variants.length; nth += 1) {
          addRow(list, dish.name + ', ' + variants[nth].name, variants[nth].price);
        }
      }
    }
  };
  request.send();
})();
