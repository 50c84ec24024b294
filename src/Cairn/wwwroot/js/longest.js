// Nothing that is pasted is cut: a text that is longer than its field's data-longest stays, and a sentence beside the field says so while it
// is. The server says the same when the form is sent, and autosave ("refused", with the sentence) when the server took the others alone.
const told = field => field.parentElement.querySelector('[data-told-here]');

function tell(field, sentence) {
  const error = told(field) ?? Object.assign(document.createElement('p'), { className: 'error' });
  error.textContent = sentence;
  if (error.isConnected) return;
  error.dataset.toldHere = '';
  error.setAttribute('role', 'status');
  field.setAttribute('aria-invalid', 'true');
  field.before(error);
}

function look({ target: field }) {
  const longest = Number(field.dataset?.longest);
  if (longest && field.value.length > longest) {
    return tell(field, document.getElementById('main').dataset.tooLong.replace('{0}', longest).replace('{1}', field.value.length));
  }
  if (!field.parentElement || !told(field)) return;
  told(field).remove();
  field.removeAttribute('aria-invalid');
}

document.addEventListener('input', look);
document.addEventListener('refused', event => tell(event.target, event.detail));
