import './language';
import { delivery as en } from './en/delivery';
import { delivery as ko } from './ko/delivery';

export const deliveryWords = (): typeof en => (typeof KOREAN !== 'undefined' && KOREAN ? ko : en);
