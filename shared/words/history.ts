import './language';
import { history as en } from './en/history';
import { history as ko } from './ko/history';

export const historyWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);
