/** Numbers as people read them, without `Intl`, which takes long the first time. */

/** `1,204`, `0.0021` */
export function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  if (whole.includes('e')) return String(value);
  const [sign, digits] = whole.startsWith('-') ? ['-', whole.slice(1)] : ['', whole];
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  const parted = sign + groups.join(',');
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}
