import type { Reader } from '../../memory/snapshot.ts';
import { dirname } from '../../text/path.ts';
import { goFiles } from '../go/context-view.ts';
import type { Program } from '../world.ts';

/**
 * Whether the repository's own code of a program reads what it does from files: then paths may stand in files that nobody
 * here has seen.
 */
export function readsConfiguration(reader: Reader, { cgo }: Program): boolean {
  const files = goFiles(reader);
  const imports = new Set(
    cgo.reachedFirstParty.flatMap((file) => files.head(file)?.imports.map(({ path }) => path) ?? []),
  );
  if ([...imports].some((path) => CONFIGURATION.test(path))) return true;
  // A package that opens files and decodes a format of settings; data has formats of its own.
  const opening = new Set(
    cgo.reachedFirstParty.filter((file) => READS_FILE.test(files.text(file) ?? '')).map(dirname),
  );
  return cgo.reachedFirstParty.some(
    (file) =>
      opening.has(dirname(file)) &&
      (SETTINGS.test(file) || files.head(file)?.imports.some(({ path }) => DECODERS.has(path))),
  );
}

/** Packages that read settings from files. */
const CONFIGURATION =
  /^(?:github\.com\/(?:spf13\/viper|knadh\/koanf|BurntSushi\/toml|pelletier\/go-toml|joho\/godotenv|ilyakaznacheev\/cleanenv|goccy\/go-(?:yaml|json)|ghodss\/yaml|hashicorp\/hcl|go-ini\/ini|magiconair\/properties|jinzhu\/configor|gookit\/(?:config|ini)|heetch\/confita|cristalhq\/aconfig|subosito\/gotenv|tailscale\/hujson|google\/go-jsonnet)|gopkg\.in\/(?:yaml|ini|gcfg)|go\.yaml\.in\/yaml|sigs\.k8s\.io\/yaml|go\.uber\.org\/config|cuelang\.org\/go)/;
const DECODERS = new Set(['encoding/json', 'encoding/xml', 'encoding/gob']);
const READS_FILE = /\b(?:os\.(?:ReadFile|Open|OpenFile)|ioutil\.ReadFile|fs\.ReadFile)\(/;
/** A file that is called after settings. */
const SETTINGS = /[/_](?:config|conf|cfg|settings)(?:uration)?(?:[/_.]|$)/;
