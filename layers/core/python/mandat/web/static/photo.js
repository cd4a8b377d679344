// In the frame of photos: shrink what was chosen, send it by itself, fit the frame to its content.
(function () {
  'use strict';
  var MOST = 1600;
  var QUALITY = 0.7;
  var LOOKS = 'mandat.looks';
  var LOOKS_MOST = 8;
  var form = document.querySelector('form[data-upload]');
  var frame = window.frameElement;
  var fit = function () {
    if (frame) frame.style.height = document.body.scrollHeight + 8 + 'px';
  };
  window.addEventListener('load', fit);
  fit();

  // Thumbnails come a moment after the photos; looking again ends when there is something to do.
  var waiting = document.querySelector('[data-refresh]');
  var looks = Number(sessionStorage.getItem(LOOKS)) || 0;
  var timer = waiting && looks < LOOKS_MOST && setTimeout(function () {
    sessionStorage.setItem(LOOKS, looks + 1);
    location.replace(waiting.dataset.refresh);
  }, 4000);
  var stay = function () { clearTimeout(timer); };
  if (!waiting) sessionStorage.removeItem(LOOKS);
  if (!form) return;
  var input = form.querySelector('input[type=file]');
  var status = form.querySelector('[role=status]');

  function shrunk(file) {
    if (!window.createImageBitmap || !window.DataTransfer) return Promise.resolve(null);
    return createImageBitmap(file, { imageOrientation: 'from-image' }).then(function (image) {
      var scale = Math.min(1, MOST / Math.max(image.width, image.height));
      var canvas = document.createElement('canvas');
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) { canvas.toBlob(done, 'image/jpeg', QUALITY); });
    });
  }

  function put(blob, file) {
    if (!blob || blob.size >= file.size) return;
    var box = new DataTransfer();
    box.items.add(new File([blob], 'foto.jpg', { type: 'image/jpeg' }));
    input.files = box.files;
  }

  function take() {
    var file = input.files[0];
    if (!file) return;
    stay();
    status.textContent = status.dataset.wait;
    shrunk(file).then(function (blob) { put(blob, file); }).catch(function () {
      // the original goes as it is
    }).then(function () { form.submit(); });
  }

  form.addEventListener('click', stay);
  form.addEventListener('submit', stay);
  input.addEventListener('change', take);
  take(); // chosen before this script had come
})();
