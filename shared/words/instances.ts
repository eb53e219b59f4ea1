import './language';
import { instances as en } from './en/instances';
import { instances as ko } from './ko/instances';

export const instancesWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);
