/** How a trail of CloudTrail is set. */

/**
 * `kmsKey`, `topic`, `logGroup` and `logRole` are ARNs, `prefix` begins the names of the log's files; each is empty when there is
 * none. `organization`: it records all accounts of an organisation. `recursive`: it records what CloudTrail itself does to deliver it.
 */
export type TrailSettings = {
  multiRegion: boolean;
  globalEvents: boolean;
  validation: boolean;
  organization: boolean;
  recursive: boolean;
  kmsKey: string;
  bucket: string;
  prefix: string;
  topic: string;
  logGroup: string;
  logRole: string;
};
