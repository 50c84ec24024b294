// Nothing that is pasted is cut: a text that is longer than its field's data-longest stays, and a sentence beside the field says so while it
// is. The server says the same when the form is sent, and autosave ("toolong") when it has put such a text back.
const look = ({ target: field }) => {
  const longest = Number(field.dataset?.longest);
  if (!longest) return;
  const told = field.parentElement.querySelector('[data-too-long-here]');
  if (field.value.length <= longest) {
    if (told) {
      told.remove();
      field.removeAttribute('aria-invalid');
    }
    return;
  }
  const sentence = document.getElementById('main').dataset.tooLong.replace('{0}', longest).replace('{1}', field.value.length);
  if (told) {
    told.textContent = sentence;
    return;
  }
  const error = Object.assign(document.createElement('p'), { className: 'error', textContent: sentence });
  error.dataset.tooLongHere = '';
  error.setAttribute('role', 'status');
  field.setAttribute('aria-invalid', 'true');
  field.before(error);
};

document.addEventListener('input', look);
document.addEventListener('toolong', look);
