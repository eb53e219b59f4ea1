import { hourWindow, logWindow } from './window';

const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);

describe('logWindow', () => {
  it('goes from so many minutes before the change to now', () => {
    expect(logWindow(at('03:11:24'), at('03:11:30'), 5)).toEqual({
      from: at('03:06:24'),
      to: at('03:11:30'),
    });
  });

  it('does not end before the change, should the clocks differ', () => {
    expect(logWindow(at('03:11:24'), at('03:11:20'), 5).to).toEqual(at('03:11:24'));
  });
});

describe('hourWindow', () => {
  it.each([
    [60, '02:12:00', '03:12:00', 60],
    [300, '02:15:00', '03:15:00', 300],
    [10, '02:12:00', '03:12:00', 60],
    [7_200, '02:00:00', '04:00:00', 7_200],
  ])('of a period of %p s is whole periods', (period, from, to, seconds) => {
    expect(hourWindow(at('03:11:30'), period)).toEqual({ from: at(from), to: at(to), period: seconds });
  });
});
