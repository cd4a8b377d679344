// What pages gain from JavaScript; every one of them works without it.
(function () {
  'use strict';
  // A request to borrow is a draft of its own, beside that of a report.
  var of = document.querySelector('[data-draft-of]');
  var DRAFT = 'mandat.draft' + (of ? '.' + of.dataset.draftOf : '');
  // What is not even kept in a phone that others use too.
  var SHY = ['website', 'family_card', 'nik'];
  var SENT = 'mandat.sent';
  var WAIT = 30000;
  var all = function (selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  };
  var one = function (selector) { return document.querySelector(selector); };

  // --- Errors: the summary is read first
  var summary = one('#galat');
  if (summary) summary.focus();

  // --- How many characters are left
  all('textarea[data-most]').forEach(function (area) {
    var most = Number(area.dataset.most);
    var line = document.createElement('p');
    line.className = 'left';
    line.setAttribute('aria-live', 'polite');
    var count = function () {
      var left = most - area.value.length;
      line.textContent = Math.abs(left).toLocaleString(document.documentElement.lang) + ' ' +
        (left < 0 ? area.dataset.over : area.dataset.left);
      line.classList.toggle('error', left < 0);
    };
    area.addEventListener('input', count);
    area.after(line);
    count();
  });

  // --- A second tap on a slow line sends nothing
  var busy = null;
  document.addEventListener('submit', function (event) {
    if (event.defaultPrevented) return;
    if (busy === event.target) { event.preventDefault(); return; }
    busy = event.target;
    setTimeout(function () { busy = null; }, 8000);
  });
  window.addEventListener('pageshow', function () { busy = null; });

  // --- The draft of a report lives in this phone until it is sent or wiped
  var store = {
    read: function () { try { return JSON.parse(localStorage.getItem(DRAFT)); } catch (e) { return null; } },
    write: function (pairs) { try { localStorage.setItem(DRAFT, JSON.stringify(pairs)); } catch (e) { /* full or forbidden */ } },
    wipe: function () { try { localStorage.removeItem(DRAFT); } catch (e) { /* forbidden */ } }
  };
  var form = one('form[data-draft]');
  var pairsOf = function (source) {
    return Array.from(new FormData(source).entries()).filter(function (pair) {
      return typeof pair[1] === 'string' && SHY.indexOf(pair[0]) < 0;
    });
  };
  var keyOf = function (pairs) {
    return (pairs.filter(function (pair) { return pair[0] === 'key'; })[0] || [])[1];
  };
  // A page that comes back after sending is no draft any more.
  var save = function () {
    if (form && keyOf(pairsOf(form)) !== sessionStorage.getItem(SENT)) store.write(pairsOf(form));
  };
  if (one('[data-draft-wipe]')) {
    var sent = keyOf(store.read() || []);
    if (sent) sessionStorage.setItem(SENT, sent);
    store.wipe();
  }
  if (form && form.dataset.draft === 'keep') {
    form.addEventListener('input', save);
    document.addEventListener('visibilitychange', save);
    save();
  }
  all('button[value=wipe]').forEach(function (button) {
    button.addEventListener('click', function () { form = null; store.wipe(); });
  });
  var banner = one('[data-resume]');
  var draft = banner && store.read();
  if (draft && draft.length) {
    var resumed = banner.querySelector('form');
    draft.forEach(function (pair) {
      var input = document.createElement('input');
      input.type = 'hidden';
      input.name = pair[0];
      input.value = pair[1];
      resumed.prepend(input);
    });
    banner.hidden = false;
    banner.querySelector('[data-forget]').addEventListener('click', function () {
      store.wipe();
      banner.hidden = true;
    });
  }

  // --- Without a connection nothing is lost, and sending again is one tap
  var notice = one('[data-offline]');
  var offline = function (isOff) {
    if (!notice) return;
    notice.hidden = !isOff;
    if (isOff) notice.scrollIntoView({ block: 'center' });
  };
  window.addEventListener('online', function () {
    if (notice && !notice.hidden) notice.querySelector('[data-back-online]').hidden = false;
  });
  if (form) {
    form.addEventListener('submit', function (event) {
      var button = event.submitter;
      if (button && button.value === 'wipe') return;
      if (navigator.onLine === false) { event.preventDefault(); save(); offline(true); return; }
      if (button && button.value === 'send') send(event, button);
    });
  }
  if (notice) {
    notice.querySelector('button').addEventListener('click', function () {
      offline(false);
      form.requestSubmit(one('button[value=send]') || undefined);
    });
  }

  // The key in the form makes a second sending the same as the first.
  function send(event, button) {
    event.preventDefault();
    var body = new URLSearchParams(new FormData(form));
    body.set('act', 'send');
    button.setAttribute('aria-disabled', 'true');
    var ended = function () { busy = null; button.removeAttribute('aria-disabled'); };
    var stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, WAIT);
    fetch(form.action, { method: 'POST', body: body, signal: stop.signal }).then(function (answer) {
      clearTimeout(timer);
      ended();
      if (answer.redirected) { location.assign(answer.url); return; }
      var act = document.createElement('input');
      act.type = 'hidden';
      act.name = 'act';
      act.value = 'send';
      form.append(act);
      form.submit();
    }).catch(function () { ended(); save(); offline(true); });
  }

  // --- One tap for the position
  all('[data-gps]').forEach(function (box) {
    if (!navigator.geolocation) return;
    box.hidden = false;
    var said = box.querySelector('[role=status]');
    var say = function (key) { said.textContent = key && box.dataset[key]; };
    box.querySelector('button').addEventListener('click', function () {
      say('wait');
      navigator.geolocation.getCurrentPosition(function (found) {
        one('[name=latitude]').value = found.coords.latitude.toFixed(5);
        one('[name=longitude]').value = found.coords.longitude.toFixed(5);
        said.textContent = box.dataset.found.replace('#', Math.round(found.coords.accuracy));
        save();
      }, function (error) {
        say({ 1: 'declined', 2: 'nowhere', 3: 'late' }[error.code]);
      }, { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 });
    });
  });

  // --- Copying the secret link
  all('[data-copy]').forEach(function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(button.dataset.copy).then(function () {
        button.textContent = button.dataset.done;
      });
    });
  });
})();
