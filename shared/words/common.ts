import './language';
import { common as en } from './en/common';
import { common as ko } from './ko/common';

export const commonWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);
