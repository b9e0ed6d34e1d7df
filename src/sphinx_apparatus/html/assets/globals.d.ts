/* What scripts beside a page leave on its window, because pages in a folder cannot fetch data. */

type Words = { block: HTMLElement; text: string; entries: WordsEntry[]; id: string; label: string };
type WordsEntry = { node: Text; places: number[] };

interface AnnotateSettings {
  repository: string;
  branch: string;
  host: string;
  guide: string;
  folder: string;
  essays: Record<string, { ids: string[]; titles: string[]; templates: Record<string, string> }>;
}

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

interface Window {
  apparatusAnnotate?: AnnotateSettings;
  apparatusMore?: Record<string, EssayDetails>;
  apparatusPlaces: (page: string, places: Record<string, string>) => void;
  apparatusTake: (data: unknown) => void;
}

/** The search of Sphinx, on its page. */
declare const Search: { performSearch: (query: string) => void };
