/** Numbers of people: Korean resident registration numbers, and payment cards. */
import type { Rule } from './rule';

/** Whether it begins with a day that there is; the seventh digit says the century and the sex. */
function hasBirthday(number: string): boolean {
  const digits = number.replace(/\D/g, '');
  const century = { 1: 1900, 2: 1900, 5: 1900, 6: 1900, 3: 2000, 4: 2000, 7: 2000, 8: 2000 }[digits[6] ?? ''];
  if (century === undefined) return false;
  const [year, month, day] = [0, 2, 4].map((start) => Number(digits.slice(start, start + 2)));
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(century + year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getTime() <= Date.now();
}

/** Numbers given out until October 2020 end with it. */
function hasResidentCheckDigit(number: string): boolean {
  const weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  const check = (11 - (sum % 11)) % 10;
  return Number(number[12]) === check || Number(number[12]) === (check + 2) % 10;
}

/** Thirteen digits in a row may be milliseconds since 1970, or an order: nothing but a check digit tells. */
const isResidentNumber = (number: string): boolean =>
  hasBirthday(number) && (number.length > 13 || (!/^1[5-9]/.test(number) && hasResidentCheckDigit(number)));

/** @see https://en.wikipedia.org/wiki/Luhn_algorithm */
function hasLuhnDigit(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) : 2 * Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** By the first digits; 9 is for cards that hold in Korea alone. @see https://en.wikipedia.org/wiki/Payment_card_number */
const ISSUERS =
  /^(?:4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|4[4-9]\d|5\d\d)\d{12}|62\d{14,17}|94\d{14})$/;

function isCardNumber(text: string): boolean {
  const number = text.replace(/\D/g, '');
  return ISSUERS.test(number) && hasLuhnDigit(number);
}

export const PERSONAL: [kind: string, rule: Rule][] = [
  ['resident number', { pattern: /((?<!\d))\d{6}[-–‐ ]?[1-8]\d{6}(?!\d)/g, isSecret: isResidentNumber }],
  // In one row, by fours, and as American Express and Diners group them. Not behind a point: that is a fraction.
  [
    'card number',
    {
      pattern: /((?<![\d.]))(?:\d{13,19}|\d{4}([ -])\d{4}\2\d{4}\2\d{2,7}|\d{4}([ -])\d{6}\3\d{4,5})(?!\d)/g,
      isSecret: isCardNumber,
    },
  ],
];
