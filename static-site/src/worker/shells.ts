/** What a build knows of its pages: for each path the assets that it may need, its entry first. */
export interface Release {
  /** Differs between any two builds whose pages differ. */
  version: string;
  pages: Readonly<Record<string, readonly string[]>>;
}

/** A page's name for a lock that it holds as long as it is open: the worker asks which versions are in use. */
export const lockOf = (entry: string): string => `salver ${entry}`;

/** What a page says to its worker. */
export type Wish =
  /** Keep what this page needs for the next time that there is no network. */
  | { type: 'keep'; page: string; /** The address of the menu's page that is open. */ menu?: string | undefined }
  /** The guest or waiter has agreed to the new version. */
  | { type: 'take over' };
