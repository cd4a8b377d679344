// In the frame of photos: shrink what was chosen, send it by itself, fit the frame to its content.
(function () {
  'use strict';
  var MOST = 1600;
  var QUALITY = 0.7;
  var form = document.querySelector('form[data-upload]');
  var frame = window.frameElement;
  var fit = function () {
    if (frame) frame.style.height = document.body.scrollHeight + 8 + 'px';
  };
  window.addEventListener('load', fit);
  fit();
  var waiting = document.querySelector('[data-refresh]');
  if (waiting) setTimeout(function () { location.replace(waiting.dataset.refresh); }, 4000);
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

  input.addEventListener('change', function () {
    var file = input.files[0];
    if (!file) return;
    status.textContent = status.dataset.wait;
    shrunk(file).then(function (blob) { put(blob, file); }).catch(function () {
      // the original goes as it is
    }).then(function () { form.submit(); });
  });
})();
