// Runs before the first paint, so that a chosen appearance never flashes. Without it the browser's own setting holds.
(function () {
  'use strict';
  var systems = 'screen and (prefers-color-scheme: dark)';
  window.gzTheme = function (choice) {
    var dark = document.querySelector('link[data-gz-dark]');
    if (choice === 'light' || choice === 'dark') document.documentElement.setAttribute('data-theme', choice);
    else document.documentElement.removeAttribute('data-theme');
    if (dark) dark.media = choice === 'dark' ? 'screen' : choice === 'light' ? 'not all' : systems;
  };
  try { window.gzTheme(window.localStorage.getItem('gz-theme') || 'auto'); } catch (refused) { window.gzTheme('auto'); }
})();
