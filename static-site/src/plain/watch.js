// Looks whether the page's app started, and says so in plain words when it did not: the engine is too old for it, or its
// script was not there, or came as something else (a Wi-Fi's log-in page, a deployment in between). Read by engines that
// understand nothing newer than ES5.
(function () {
  'use strict';
  var app = document.getElementById('app');
  var plain = document.getElementById('plain');
  var modern = 'noModule' in document.createElement('script');
  var trying = false;
  var syntax = false;

  /** The sentence, and what else works without the app. The script in it runs as it is put in. */
  function show() {
    if (!plain || !plain.content) return;
    app.parentNode.replaceChild(document.importNode(plain.content, true), app);
    plain = null;
  }

  /** Loads the page again, past every cache, if the server has it: once in a while, else `otherwise`. */
  function again(otherwise) {
    var last;
    if (trying) return;
    try {
      last = Number(sessionStorage.getItem('salver.again'));
      sessionStorage.setItem('salver.again', String(Date.now()));
    } catch (forbidden) {
      return otherwise();
    }
    if (!modern || !window.fetch || Date.now() - last < 60000) return otherwise();
    trying = true;
    var named = [].slice.call(document.querySelectorAll('script[type=module][src], link[rel=modulepreload]'));
    fetch(location.pathname, { cache: 'reload' })
      .then(function (answer) {
        return answer.ok && answer.text();
      })
      .then(function (html) {
        if (!html || html.indexOf('id="app"') < 0) throw new Error('not our page');
        return Promise.all(
          named.map(function (one) {
            return fetch(one.src || one.href, { cache: 'reload' });
          })
        );
      })
      .then(
        function () {
          location.reload();
        },
        function () {
          trying = false;
          otherwise();
        }
      );
  }

  function nothing() {}

  window.addEventListener('error', function (event) {
    if (event.error instanceof SyntaxError) syntax = true;
  });
  // A piece that is fetched later was not there: the app goes on, or says so itself by the second event.
  window.addEventListener('vite:preloadError', function () {
    again(nothing);
  });
  function failed() {
    trying = false;
    again(show);
  }
  document.addEventListener('salver:failed', failed);
  // This file came last of all, after the news.
  if (app.getAttribute('data-failed') !== null) failed();
  window.addEventListener('load', function () {
    setTimeout(function () {
      if (app.firstChild || app.getAttribute('data-running') !== null) return;
      if (syntax || !modern) show();
      else again(show);
    });
  });
})();
