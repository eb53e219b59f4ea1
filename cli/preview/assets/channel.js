// Messages as they come. What arrives is drawn already, its text escaped; the page's policy runs nothing of it.
const channel = document.querySelector('main');
const live = new EventSource('/live');
// The whole channel comes with each connection.
live.onopen = () => channel.replaceChildren();
live.onmessage = ({ data }) => {
  const isAtEnd = channel.scrollTop + channel.clientHeight >= channel.scrollHeight - 80;
  channel.insertAdjacentHTML('beforeend', JSON.parse(data));
  if (isAtEnd) channel.lastElementChild.scrollIntoView({ block: 'end' });
};
