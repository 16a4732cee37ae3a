// The shapes that the scripts of a page share; ambient, so that JSDoc names them without imports.

/** What a page holds beside the facts: computed beforehand in Python. */
interface PageData {
  title: string;
  titleRu: string;
  version: string;
  start: string;
  compare: { fewest: number; alpha: number };
  codes: Codes;
  nodes: {
    groups: Group[];
    actors: LevelData;
    agencies: LevelData;
    countries: LevelData;
  };
  map: Sheet;
  part: Part | null;
}

/** Code -> label in English, label in Russian, codes above, other labels. */
type Scheme = Record<string, [string, string, string[], string[]]>;

interface Codes extends Record<string, any> {
  ties: Record<string, TieRule>;
  /** Roles of who only paid for an activity. */
  absent: string[];
  weights: string[];
  /** Level -> the path in SPARQL from an actor to its node, "" for itself. */
  levels: Record<string, string>;
  filters: { names: NameFilter[]; exclusions: Exclusion[]; fields: string[] };
  "year-known": string[];
}

/** A filter that takes names: what it is about, the columns and the path where they stand, the scheme they are of. */
interface NameFilter {
  name: string;
  about: "activity" | "actor" | "participation";
  columns: string[];
  path: string;
  scheme: string;
}

/** Actors that networks leave out unless all are asked for; between some nodes they count. */
interface Exclusion {
  name: string;
  column: string;
  value: string | boolean;
  statement: string;
  but_between: string[];
}

/** A tie as roles on either side; no roles stand for all but the absent ones. */
interface TieRule {
  directed: boolean;
  roles: string[];
  to: string[];
  across: boolean;
  others: boolean;
  definition: Record<string, string>;
}

type LevelName = "actors" | "agencies" | "countries";

interface Group {
  id: string;
  label: string;
  label_ru: string;
  colour: string;
  outer: boolean;
}

/** Rank among the brokers of the whole network, its bounds, and the share stated. */
type Broker = [number, number, number, number];

interface LevelData {
  /** Ring x and y, close x and y, group, shape, betweenness, community, short name, in Russian, broker. */
  nodes: Record<
    string,
    [number, number, number, number, string, string, number, number, string, string, Broker | null]
  >;
  /** Titles around the ring: group, x, y. */
  sectors: [string, number, number][];
}

/** The sheet of the map of places. */
interface Sheet {
  width: number;
  height: number;
  at: Record<string, [number, number]>;
  beyond: string[];
  outlines: [string, string][];
  lines: string[];
}

/** What of a large network the page holds. */
interface Part {
  kind: string;
  kept: number;
  hidden: number;
  cut: boolean;
  pairs?: { tie: string; between: string; pairs: [string, string][] };
}

interface Place {
  name: string;
  ru: string;
  kind: string;
  iri: string;
  country?: string;
}

interface Actor {
  id: string;
  name: string;
  ru: string;
  ru_ground?: string;
  kind: string;
  country: string;
  iri: string;
  /** The number of the organisation at its top. */
  top: number;
  parent?: string;
  collective?: boolean;
  aliases?: string[];
  ids?: [string, string, string][];
}

interface Activity {
  id: string;
  iri: string;
  title: string;
  kind: string;
  earliest: string;
  latest: string;
  precision: string;
  year?: string;
  words?: string;
  place: string;
  country: string;
  phase: string;
  themes?: string[];
  sources?: number[];
  /** Property, reading, whether it is followed, source, paragraph. */
  conflicts?: [string, string, number, number, number][];
}

/** Participations as columns; `evidence` holds source, paragraph and words of each. */
interface Parts {
  activity: number[];
  actor: number[];
  role: number[];
  ground: number[];
  roles: string[];
  evidence: [number, number, ...string[]][][];
}

interface Facts {
  actors: Actor[];
  activities: Activity[];
  parts: Parts;
  places: Record<string, Place>;
  grounds: string[];
  sources: string[];
}

/** What is looked at, and how: the one state that an address writes. */
interface State {
  tie: string;
  between: LevelName;
  weight: string;
  view: string;
  layout: string;
  size: string;
  colour: string;
  lines: string;
  since: string;
  until: string;
  pick: string;
  ego: string;
  path: string;
  compare: string;
  lang: string;
  look: string;
  country: string[];
  place: string[];
  role: string[];
  kind: string[];
  theme: string[];
  phase: string[];
  "actor-kind": string[];
  without: string[];
  "stated-only": boolean;
  "all-actors": boolean;
  within: boolean;
  [name: string]: any;
}

/** A node of a level: an actor, an agency or a country. */
interface LevelNode {
  number: number;
  id: string;
  name: string;
  ru: string;
  ruGround: string;
  kind: string;
  country: string;
  iri: string;
  hollow: boolean;
  actor: Actor | null;
  ring: [number, number];
  close: [number, number];
  group: string;
  shape: string;
  betweenness: number;
  community: number;
  short: string;
  shortRu: string;
  broker: { rank: number; low: number; high: number } | null;
  statedShare: number;
  /** Numbers of the actors that count as it. */
  members: number[];
}

interface Level {
  level: LevelName;
  nodes: LevelNode[];
  index: Map<string, number>;
  /** The node that each actor counts as; -1: none. */
  ofActor: number[];
}

/** When an activity was, as far as that is known. */
interface Time {
  earliest: string | null;
  end: string | null;
  first: string | null;
  last: string | null;
  days: number;
}

/** The participations that count under a state. */
interface Chosen {
  state: State;
  skip: string | undefined;
  level: Level;
  /** By activity, the rows of everyone who was there. */
  everyone: number[][];
  /** By activity, the rows that count. */
  rows: number[][];
  /** By actor, whether the filters ask for it. */
  asked: boolean[];
  undated: number;
  /** By activity, whether it passes the filters on activities. */
  inside: boolean[];
  /** How many programmes, collective actors and states are left out. */
  hidden: number[];
}

/** What a pair of nodes is tied by. */
interface Edge {
  source: number;
  target: number;
  weight: number;
  activities: number;
  stated: number;
  statedWeight: number;
  behind: number[];
  /** Those of the activities behind it in which both sides are stated. */
  sure: Set<number>;
  first: string;
  last: string;
  row?: ComparedRow;
}

/** A node's ties, and the stated part of them. */
interface Sum {
  ties: number;
  strength: number;
  statedTies: number;
  statedStrength: number;
}

/** A selection and its ties, before they are thinned out. */
interface Network {
  state: State;
  selection: Chosen;
  /** The stated part of the selection. */
  sure: Chosen;
  level: Level;
  all: Edge[];
  /** The ties that may be drawn. */
  pool: Edge[];
  counts: Int32Array;
  statedCounts: Int32Array;
  tie: TieRule;
  ego: number | null;
  path: Edge[] | null;
  message: string;
}

/** What is shown of a selection: the ties and nodes that are drawn. */
interface Shown extends Network {
  edges: Edge[];
  nodes: LevelNode[];
  ties: Map<number, Sum>;
  alone: LevelNode[];
  notDrawn: number;
  activities: Set<number>;
  byPair: Map<string, Edge>;
  compared?: Compared;
  holds?: (activity: number) => boolean;
  heaviest?: number;
  largest?: number;
  placed?: PlaceCounts;
  matrices?: Record<string, Cells>;
}

interface Period {
  label: string;
  has: (activity: number) => boolean;
}

/** A pair in two periods. */
interface ComparedRow {
  pair: string;
  source: number;
  target: number;
  edges: Edge[];
  status: string;
  change: number;
  low: number;
  high: number;
  p: number;
  adjusted: number;
  verdict: string;
}

/** Two periods compared, and what each view shows of it. */
interface Compared {
  periods: Period[];
  recorded: number[];
  tooFew: boolean;
  sides: Chosen[];
  rows: ComparedRow[];
  shown: Shown;
  seen: ComparedRow[];
  halves: Shown[];
}

/** A number, and the part of it that is stated. */
interface Counted {
  key: string;
  all: number;
  stated: number;
}

interface PlaceCounts {
  at: Counted[];
  held: Map<string, Counted>;
  arcs: Counted[];
  unknown: number;
}

interface Cell {
  activities: number;
  stated: number;
}

interface Cells {
  rows: string[];
  columns: string[];
  cells: Map<string, Cell>;
}

/** A row of a table: of a tie or of a node. */
interface TableRow extends Record<string, any> {
  activities: number;
  stated: number;
  inferred: number;
  pick: string;
}

/** Colours for the screen, light or dark. */
interface Look {
  ink: string;
  soft: string;
  ground: string;
  tie: string;
  halo: string;
  chosen: string;
}

interface Rect {
  x: number;
  y: number;
  w: number;
  h: number;
  node?: LevelNode;
}

interface Label {
  text: string;
  x: number;
  y: number;
  align: CanvasTextAlign;
  size: number;
  weight: number;
  node?: LevelNode;
}

/** Marks that stand out; `centre` is the mark in the middle, `activity` the activity that is read. */
type Focus = Set<number> & { centre?: number; activity?: number };

/** What is under the pointer: a mark, or a line and its tie. */
interface Hovered {
  node?: number;
  edge?: string;
  of?: Edge;
}

/** Attributes of an element: text, numbers and switches; functions listen to events. */
type Attributes = Record<string, any>;

/** What is put into an element; null, undefined and false are left out. */
type Content = Node | string | number | boolean | null | undefined | Content[];

/** What a search found. */
interface Found {
  text: string;
  what: string;
  take: () => void;
}

/** What a large page holds beside its nodes and ties. */
interface LargeData {
  title: string;
  titleRu: string;
  version: string;
  tie: { name: string; directed: boolean; label: [string, string]; definition: [string, string] };
  between: string;
  weight: string;
  filters: string;
  options: string;
  hidden: Record<string, number>;
  undated: number;
  groups: Group[];
  codes: Codes;
  countries: Record<string, [string, string]>;
  counts: Record<string, number> & { drawn: number[] };
}

/** Nodes and ties of a large page, as columns. */
interface LargeFacts {
  nodes: Record<"id" | "name" | "ru" | "short" | "shortRu" | "kind" | "country" | "groups", string[]> &
    Record<"translated" | "activities" | "ties" | "x" | "y" | "island" | "group", number[]>;
  ties: Record<"source" | "target" | "weight" | "activities" | "stated" | "level", number[]>;
}

/** A partner of a node of a large page. */
interface Partner {
  tie: number;
  out: boolean;
  other: number;
  weight: number;
  activities: number;
  stated: number;
}

declare var comity: object;
declare var comityData: { page: PageData; facts: Facts; words: Record<string, Record<string, string>> } | undefined;

/** What places labels takes; all lengths in the units of the picture, of which `scale` make a pixel. */
interface LabelRequest {
  order: LevelNode[];
  at: (node: LevelNode) => number[];
  radius: (node: LevelNode) => number;
  scale: number;
  inside: (rect: Rect) => boolean;
  sectors: { text: string; x: number; y: number }[];
  focus: Focus | null;
  own: LevelNode | null;
  size?: number;
}

interface WebglNode {
  x: number;
  y: number;
  size: number;
  color: string;
  label: string;
  group: string;
  hidden: boolean;
}

interface WebglEdge {
  source: number;
  target: number;
  color: string;
  size: number;
  level: number;
}

interface WebglTheme {
  ink: string;
  ground: string;
  faded: string;
}

/** What the picture of a large network is made of; nodes and edges are known by their number. */
interface WebglRequest {
  nodes: WebglNode[];
  edges: WebglEdge[];
  theme: WebglTheme;
  level?: number;
  onPick?: (number: number | null) => void;
}

/** What the panel says of a view, and the lists under it, each with its title. */
interface Finding {
  said: string[];
  lists: [string, Content[]][];
}

/** An entry of the legend. */
interface LegendItem {
  /** The group that it switches. */
  id?: string;
  colour: string;
  text: string;
  shape: string;
}

/** A step of what is played. */
interface Step {
  label: string;
  patch: Partial<State>;
  activities: number;
}
