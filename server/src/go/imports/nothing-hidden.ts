/** Hides nothing: the same function for everybody, so that what is known of a folder without anything hidden is kept. */
export const nothingHidden = (): boolean => false;
