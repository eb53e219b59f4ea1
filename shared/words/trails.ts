import './language';
import { trails as en } from './en/trails';
import { trails as ko } from './ko/trails';

export const trailsWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);
