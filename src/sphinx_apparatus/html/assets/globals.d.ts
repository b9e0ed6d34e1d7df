/* What scripts beside a page leave on its window, because pages in a folder cannot fetch data. */

type Words = { block: HTMLElement; text: string; entries: WordsEntry[]; id: string; label: string };
type WordsEntry = { node: Text; places: number[] };

interface ContributingSettings {
  repository: string;
  branch: string;
  host: string;
  guide: string;
  correcting: string;
  folder: string;
  references: string;
  pages: Record<string, string[]>;
  forms: Record<string, Record<string, string>>;
  demands: string[];
  /** Of the demands those that are only expected: the check warns where they are missing. */
  expected?: string[];
  contested: { words: string[]; except: string[]; reason: string }[];
  language: string;
  people?: Record<string, string>;
}

/** By the key of each source: how it is cited, its language, how far it was read, and something
    where it has pages. */
type KnownSources = Record<string, [string, string, string, string?]>;

/** Words of a source as a note quotes them; what a note does not have is left out. */
type QuotedWords = Partial<Record<"language" | "at" | "translation" | "primary", string>> & {
  quote: string;
};

interface AnnotatedText {
  ids: string[];
  titles: string[];
  labels: string[];
  kinds?: string[];
  /** The month that the text is of, where it is after Christ. */
  written?: string;
  /** By the key of each source: words that notes quote, with their place. */
  quoted?: Record<string, QuotedWords[]>;
  templates: Record<string, string>;
}

/** What can be corrected. */
type Correctable =
  | { kind: "note"; essay: string; id: string; words?: string }
  | { kind: "passage"; essay: string; id: string; label: string }
  | { kind: "source"; key: string; words: string }
  | { kind: "place"; page: string; anchor: string; label: string };

interface EssayDetails {
  url?: string;
  version?: string;
  passage?: Record<string, string>;
  note?: Record<string, string>;
  undated?: Record<string, string>;
  names?: Record<string, [string, string][]>;
  mentions?: Record<string, [string, string][]>;
  checked?: Record<string, [string, string]>;
}

/** Messages by their English words; of those with numbers the forms that Intl.PluralRules names. */
interface OwnScheme {
  kinds: Record<string, { like: string; one: string; several: string }>;
  verdicts: Record<string, string>;
  meanings: Record<string, string>;
  /** The verdicts that have no number. */
  off: string[];
  /** The verdict of the engine whose rules hold for one. */
  rules: Record<string, string>;
  worst: string[];
}

interface CatalogueWords {
  language: string;
  messages: Record<string, string | Record<string, string>>;
}

interface Window {
  apparatusScheme?: OwnScheme;
  apparatusWords?: CatalogueWords;
  apparatusAnnotate?: { document: string; texts: Record<string, AnnotatedText> };
  apparatusContributing?: ContributingSettings;
  apparatusSources?: KnownSources;
  apparatusFiles?: Record<string, [label: string, text: string]>;
  apparatusMore?: Record<string, EssayDetails>;
  apparatusPlaces: (file: string, places: Record<string, string>) => void;
  apparatusTake: (data: unknown) => void;
}

/** The search of Sphinx, on its page. */
declare const Search: { performSearch: (query: string) => void };

interface DocumentEventMap {
  "apparatus-correct": CustomEvent<Correctable>;
}
