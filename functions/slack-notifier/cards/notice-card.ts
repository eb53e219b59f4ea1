/** A notice of one of our own functions. */
import { regionLabel } from '../../../shared/aws/regions';
import type { Notice } from '../../../shared/notice';
import type { Card } from '../card';

export const noticeCard = (notice: Notice): Card => ({
  tone: notice.severity,
  title: notice.title,
  summary: `${notice.title} — ${notice.text.split('\n', 1)}`,
  paragraphs: [notice.text],
  facts: { ...notice.fields, Account: notice.account ?? '', Region: regionLabel(notice.region) },
  details: notice.details,
  links: notice.links,
  at: notice.at,
});
