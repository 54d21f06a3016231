// Finds what a person can see: an element by its role and its visible name, in the whole page or in the group of fields
// with a title. Gives the first one, or null.
const [role, name, title] = arguments;
const places = {
  button: 'button, [role="button"], summary',
  link: 'a[href]',
  textbox: 'input:not([type]), input[type="text"], input[type="email"], input[type="password"], input[type="search"], textarea',
  combobox: 'select',
  radio: 'input[type="radio"]',
  checkbox: 'input[type="checkbox"]',
  heading: 'h1, h2, h3',
  row: 'tr, [role="row"]',
  dialog: 'dialog, [role="dialog"], [role="alertdialog"]',
  progressbar: 'progress, [role="progressbar"]',
  menuitem: '[role="menuitem"]',
  listitem: 'li',
};
const plain = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const nameOf = (element) => {
  const by = element.getAttribute('aria-labelledby');
  if (by) return plain(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
  if (element.getAttribute('aria-label')) return plain(element.getAttribute('aria-label'));
  if (element.labels?.length) return plain([...element.labels].map((label) => label.textContent).join(' '));
  return plain(element.innerText ?? element.textContent);
};
const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]');
const titled = [...document.querySelectorAll('fieldset')].find((group) => plain(group.querySelector('legend')?.textContent) === title);
const place = title ? titled : document;
const found = [...(place?.querySelectorAll(places[role]) ?? [])].filter(seen);
return found.find((element) => nameOf(element) === name) ?? found.find((element) => nameOf(element).includes(name)) ?? null;
