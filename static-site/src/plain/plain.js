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
        var row = add(list, 'li', '', dish.available ? '' : 'gone');
        add(row, 'span', dish.name);
        add(row, 'span', dish.available ? priced(dish.price) : place.getAttribute('data-gone'));
      }
    }
  };
  request.send();
})();
