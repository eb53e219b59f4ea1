import './language';
import { alarm as en } from './en/alarm';
import { alarm as ko } from './ko/alarm';

export const alarmWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);
