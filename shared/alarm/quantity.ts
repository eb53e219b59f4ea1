/** Numbers with their units, as a person says them: `4.8 GB`, `93 %`, `12 min`. */
import { grouped } from '../text/number';
import { commonWords } from '../words/common';

/**
 * What a value is counted in. `ratio` is a share of 1, which people read in percent; bits and bytes go by thousands, as
 * CloudWatch's do. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
 */
export type Unit = keyof typeof FORMS;

/** One decimal from 10 on, two digits below; `extra` more of both. */
function rounded(value: number, extra = 0): number {
  if (value === 0 || Math.abs(value) >= 10) return Number(value.toFixed(1 + extra));
  return Number(value.toPrecision(2 + extra));
}

type Scale = { from: number; by: number; unit: string };

/** What is shown, and which number that is. */
type Shown = { text: string; value: number };
type Form = (value: number, extra: number) => Shown;

const shownAs = (value: number, by: number, unit: string, extra: number): Shown => {
  const number = rounded(value / by, extra);
  return { text: grouped(number) + unit, value: number * by };
};

/** In the largest of the units, given from the smallest, that is not too large for it, nor once it is rounded. */
function scaled(value: number, scales: Scale[], extra: number): Shown {
  const index = Math.max(
    0,
    scales.findLastIndex(({ from }) => Math.abs(value) >= from),
  );
  const [own, next] = [scales[index], scales[index + 1]];
  if (!own) return shownAs(value, 1, '', extra);
  const shown = shownAs(value, own.by, own.unit, extra);
  return next && Math.abs(shown.value) >= next.from ? shownAs(value, next.by, next.unit, extra) : shown;
}

const thousands = (units: string[]): Scale[] =>
  units.map((unit, index) => ({
    from: index === 0 ? 0 : 1_000 ** index,
    by: 1_000 ** index,
    unit: ` ${unit}`,
  }));

const BYTES = thousands(['bytes', 'kB', 'MB', 'GB', 'TB', 'PB']);
const BYTES_PER_SECOND = thousands(['bytes/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s']);
const BITS_PER_SECOND = thousands(['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s']);

/** Of so many seconds. */
function span(seconds: number, extra: number): Shown {
  const { units } = commonWords();
  if (seconds === 0) return { text: `0${units.s}`, value: 0 };
  return scaled(
    seconds,
    [
      { from: 0, by: 0.001, unit: units.ms },
      { from: 1, by: 1, unit: units.s },
      { from: 60, by: 60, unit: units.min },
      { from: 7_200, by: 3_600, unit: units.h },
      { from: 172_800, by: 86_400, unit: units.d },
    ],
    extra,
  );
}

const inSeconds =
  (seconds: number): Form =>
  (value, extra) =>
    span(value * seconds, extra);
const inScales =
  (scales: Scale[], factor = 1): Form =>
  (value, extra) =>
    scaled(value * factor, scales, extra);
const followed =
  (unit: string, factor = 1): Form =>
  (value, extra) =>
    shownAs(value * factor, 1, unit, extra);

const FORMS = {
  percent: followed(' %'),
  ratio: followed(' %', 100),
  bytes: inScales(BYTES),
  kilobytes: inScales(BYTES, 1e3),
  megabytes: inScales(BYTES, 1e6),
  mebibytes: inScales(BYTES, 2 ** 20),
  gigabytes: inScales(BYTES, 1e9),
  terabytes: inScales(BYTES, 1e12),
  'bytes/s': inScales(BYTES_PER_SECOND),
  'kilobytes/s': inScales(BYTES_PER_SECOND, 1e3),
  'megabytes/s': inScales(BYTES_PER_SECOND, 1e6),
  'bits/s': inScales(BITS_PER_SECOND),
  'kilobits/s': inScales(BITS_PER_SECOND, 1e3),
  'megabits/s': inScales(BITS_PER_SECOND, 1e6),
  microseconds: inSeconds(1e-6),
  ms: inSeconds(1e-3),
  s: inSeconds(1),
  min: inSeconds(60),
  h: inSeconds(3_600),
  days: (value, extra) => shownAs(value, 1, commonWords().units.d, extra),
  count: followed(''),
  'count/s': followed('/s'),
  usd: followed(' USD'),
} satisfies Record<string, Form>;

export const isUnit = (text: string): text is Unit => Object.hasOwn(FORMS, text);

/** `80 %`, `4.8 GB`, `1,204`. */
export const quantity = (value: number, unit: Unit): string => FORMS[unit](value, 0).text;

/** More digits than this say nothing to people. */
const MAX_EXTRA_DIGITS = 6;

/**
 * With as many digits as it takes to see which of them is larger. What people have set has up to two decimals, as they wrote
 * it.
 */
export function quantities(value: number, limit: number, unit: Unit): { value: string; limit: string } {
  const leastOfLimit = unit === 'percent' || unit === 'count' ? 1 : 0;
  const both = (extra: number) => ({
    value: FORMS[unit](value, value === limit ? Math.max(extra, leastOfLimit) : extra),
    limit: FORMS[unit](limit, Math.max(extra, leastOfLimit)),
  });
  for (let extra = 0; extra <= MAX_EXTRA_DIGITS; extra += 1) {
    const shown = both(extra);
    if (Math.sign(shown.value.value - shown.limit.value) === Math.sign(value - limit)) {
      return { value: shown.value.text, limit: shown.limit.text };
    }
  }
  const { value: last, limit: lastLimit } = both(0);
  return { value: last.text, limit: lastLimit.text };
}
