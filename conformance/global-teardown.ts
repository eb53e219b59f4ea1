/** Takes away what global-setup.ts made. */
import { removeWorkspace } from './global-setup';

export default removeWorkspace;
