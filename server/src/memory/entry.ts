/** What lies in a folder. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** True for a symbolic link; `kind` is what it leads to. A walk does not enter one, which could be a circle. */
  readonly link?: true;
}
