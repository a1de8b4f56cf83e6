'use strict';
(function () {
  var all = Array.prototype.slice.call(document.querySelectorAll('.finding'));
  var form = document.getElementById('filter'), shown = document.getElementById('shown');
  var search = form.elements.search, none = document.getElementById('none');
  var names = ['check', 'stall', 'sure', 'folder', 'state'];
  // what there is to choose, with how many have it
  names.forEach(function (name) {
    var counts = {}, select = form.elements[name];
    all.forEach(function (f) { var v = f.dataset[name]; counts[v] = (counts[v] || 0) + 1; });
    var values = Object.keys(counts).sort();
    values.forEach(function (v) {
      var option = document.createElement('option');
      option.value = v;
      option.textContent = v + ' (' + counts[v] + ')';
      select.appendChild(option);
    });
    select.hidden = values.length < 2;
  });
  var texts = null;
  function matches(f, i, words) {
    if (!form.elements[f.dataset.level].checked) return false;
    for (var n = 0; n < names.length; n++) {
      var want = form.elements[names[n]].value, has = f.dataset[names[n]];
      if (want && has !== want && !(names[n] === 'folder' && has.indexOf(want + '/') === 0)) return false;
    }
    return words.every(function (w) { return texts[i].indexOf(w) >= 0; });
  }
  function apply() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean), count = 0;
    if (words.length && !texts) texts = all.map(function (f) { return f.textContent.toLowerCase(); });
    all.forEach(function (f, i) {
      var on = matches(f, i, words);
      f.hidden = !on;
      count += on;
    });
    document.querySelectorAll('main section').forEach(function (s) {
      s.hidden = !s.querySelector('.finding:not([hidden])') && !!s.querySelector('.finding');
    });
    none.hidden = count > 0;
    shown.textContent = count === all.length ? count + ' shown' : count + ' of ' + all.length;
  }
  var timer;
  form.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(apply, 80); });
  form.addEventListener('submit', function (e) { e.preventDefault(); });
  form.addEventListener('reset', function () { setTimeout(apply, 0); });
  // a link to a finding or a page opens it
  function follow() {
    var at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (at && at.tagName === 'DETAILS') { at.hidden = false; at.open = true; at.scrollIntoView(); }
  }
  window.addEventListener('hashchange', follow);
  document.addEventListener('click', function (e) {
    if (e.target.className === 'id') setTimeout(follow, 0);
  });
  document.addEventListener('toggle', function (e) {
    if (e.target.open && e.target.id && e.target.classList.contains('finding')) history.replaceState(null, '', '#' + e.target.id);
  }, true);
  function move(by) {
    var open = all.filter(function (f) { return !f.hidden; });
    var at = open.indexOf(document.activeElement.closest ? document.activeElement.closest('.finding') : null);
    var next = open[Math.max(0, Math.min(open.length - 1, at + by))];
    if (next) { next.firstElementChild.focus(); next.scrollIntoView({block: 'nearest'}); }
  }
  document.addEventListener('keydown', function (e) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === 'Escape') { if (typing) document.activeElement.blur(); else form.reset(); return; }
    if (typing) return;
    if (e.key === 'j') move(1);
    else if (e.key === 'k') move(-1);
    else if (e.key === '/') { search.focus(); e.preventDefault(); }
    else if (e.key === 'o') {
      var at = document.activeElement.closest('.finding');
      if (at) at.open = !at.open;
    }
  });
  // on paper what is shown is open, unless that were a book
  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = all.filter(function (f) { return !f.hidden && !f.open; });
    if (opened.length > 200) opened = [];
    opened.forEach(function (f) { f.open = true; });
  });
  window.addEventListener('afterprint', function () { opened.forEach(function (f) { f.open = false; }); });
  form.hidden = all.length === 0;
  apply();
  follow();
})();
