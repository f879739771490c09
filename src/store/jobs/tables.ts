import { type ColumnType, type Generated, type Selectable, sql } from 'kysely'
import type { ProblemReport } from '../../kernel/index.ts'
import { CHANNEL } from '../events.ts'
import type { Migration } from '../migration.ts'

/** dead: given up, with its reason, until somebody says "try again". */
export const JOB_STATES = ['queued', 'running', 'done', 'dead', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** Written as JSON text, read as a value. */
type Json<Value> = ColumnType<Value, string | null, string | null>

export interface JobTables {
  store_job: {
    id: Generated<number>
    kind: string
    payload: Json<unknown>
    state: Generated<JobState>
    priority: Generated<number>
    run_after: Generated<Date>
    /** Of two jobs of one kind and key that wait or run, there is only one. */
    unique_key: string | null
    attempts: Generated<number>
    attempts_at_most: number
    worker: string | null
    /** A worker that says nothing until then is taken for dead. */
    lease_until: Date | null
    is_cancel_asked: Generated<boolean>
    progress_done: Generated<number>
    progress_total: number | null
    progress_note: string | null
    failure: Json<ProblemReport | null>
    result: Json<unknown>
    created_at: Generated<Date>
    started_at: Date | null
    finished_at: Date | null
  }
  store_schedule: {
    name: string
    last_at: Date
  }
}

export type Job = Selectable<JobTables['store_job']>

/** The topic under which changes of jobs are published. */
export const JOB_TOPIC = 'job'

/** What is told of a job that changed. */
export interface JobChange {
  readonly id: number
  readonly kind: string
  /** The unique key that it was queued with. */
  readonly key: string | null
  readonly state: JobState
  readonly done: number
  readonly total: number | null
  readonly note: string | null
  /** Somebody asked it to stop. */
  readonly cancel: boolean
}

const TABLE = sql`create table store_job (
  id bigint generated always as identity primary key,
  kind text not null,
  payload jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'dead', 'cancelled')),
  priority integer not null default 0,
  run_after timestamptz not null default now(),
  unique_key text,
  attempts integer not null default 0,
  attempts_at_most integer not null,
  worker text,
  lease_until timestamptz,
  is_cancel_asked boolean not null default false,
  progress_done integer not null default 0,
  progress_total integer,
  progress_note text,
  failure jsonb,
  result jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz)`

const INDEXES = [
  sql`create index store_job_next on store_job (priority desc, run_after, id) where state = 'queued'`,
  sql`create index store_job_lease on store_job (lease_until) where state = 'running'`,
  sql`create unique index store_job_once on store_job (kind, unique_key) where state in ('queued', 'running')`,
  sql`create index store_job_list on store_job (state, id desc)`,
]

/** A heartbeat changes nothing that anyone watches. */
const NOTIFY = sql`create function store_job_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.state, old.is_cancel_asked, old.progress_done, old.progress_total, old.progress_note)
    is not distinct from (new.state, new.is_cancel_asked, new.progress_done, new.progress_total, new.progress_note)
  then return null; end if;
  perform pg_notify('${sql.raw(CHANNEL)}', json_build_object('topic', '${sql.raw(JOB_TOPIC)}', 'data', json_build_object(
    'id', new.id, 'kind', new.kind, 'key', new.unique_key, 'state', new.state, 'done', new.progress_done, 'total', new.progress_total,
    'note', left(new.progress_note, 200), 'cancel', new.is_cancel_asked))::text);
  return null;
end $$`

export const jobMigrations: readonly Migration[] = [
  {
    module: 'store',
    version: 1,
    title: 'jobs and schedules',
    up: async (tx) => {
      await TABLE.execute(tx)
      for (const index of INDEXES) await index.execute(tx)
      await NOTIFY.execute(tx)
      await sql`create trigger store_job_changed after insert or update on store_job
        for each row execute function store_job_changed()`.execute(tx)
      await sql`create table store_schedule (name text primary key, last_at timestamptz not null)`.execute(tx)
    },
  },
]
