-- Made by migrate.test.ts from the database itself; renew it with: npx vitest run src/database/migrate.test.ts -u
TABLE account_health WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000)
  account_id text NOT NULL
  taken_at bigint NOT NULL
  figures text NOT NULL
  CONSTRAINT account_health_pkey PRIMARY KEY (account_id)
  CREATE UNIQUE INDEX account_health_pkey ON public.account_health USING btree (account_id)
TABLE admin_changes
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY
  changed_at bigint NOT NULL
  kind text NOT NULL
  author text NOT NULL
  author_id text
  plugin_id text
  user_id text
  name text
  count bigint
  fields text NOT NULL
  CONSTRAINT admin_changes_author_check CHECK ((author = ANY (ARRAY['user'::text, 'token'::text, 'service'::text])))
  CONSTRAINT admin_changes_pkey PRIMARY KEY (id)
  CREATE INDEX admin_changes_of_plugin ON public.admin_changes USING btree (plugin_id, id)
  CREATE UNIQUE INDEX admin_changes_pkey ON public.admin_changes USING btree (id)
TABLE centra_connections
  plugin_id text NOT NULL
  api_url text NOT NULL
  token text NOT NULL
  webhook_secret text
  settings text NOT NULL
  created_at bigint NOT NULL
  updated_at bigint NOT NULL
  CONSTRAINT centra_connections_pkey PRIMARY KEY (plugin_id)
  CONSTRAINT centra_connections_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX centra_connections_pkey ON public.centra_connections USING btree (plugin_id)
TABLE centra_objects
  plugin_id text NOT NULL
  kind text NOT NULL
  reference text NOT NULL
  told text NOT NULL
  updated_at bigint NOT NULL
  CONSTRAINT centra_objects_pkey PRIMARY KEY (plugin_id, kind, reference)
  CONSTRAINT centra_objects_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX centra_objects_pkey ON public.centra_objects USING btree (plugin_id, kind, reference)
TABLE centra_problems
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY
  plugin_id text NOT NULL
  code text NOT NULL
  reference text NOT NULL
  message text NOT NULL
  times bigint NOT NULL
  first_seen_at bigint NOT NULL
  last_seen_at bigint NOT NULL
  CONSTRAINT centra_problems_pkey PRIMARY KEY (id)
  CONSTRAINT centra_problems_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE INDEX centra_problems_recent ON public.centra_problems USING btree (plugin_id, last_seen_at)
  CREATE UNIQUE INDEX centra_problems_pkey ON public.centra_problems USING btree (id)
  CREATE UNIQUE INDEX centra_problems_unique ON public.centra_problems USING btree (plugin_id, code, reference)
TABLE centra_progress
  plugin_id text NOT NULL
  name text NOT NULL
  value text NOT NULL
  CONSTRAINT centra_progress_pkey PRIMARY KEY (plugin_id, name)
  CONSTRAINT centra_progress_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX centra_progress_pkey ON public.centra_progress USING btree (plugin_id, name)
TABLE centra_queue
  plugin_id text NOT NULL
  kind text NOT NULL
  reference text NOT NULL
  revision bigint NOT NULL
  attempts bigint NOT NULL
  due_at bigint NOT NULL
  seen_at bigint NOT NULL
  CONSTRAINT centra_queue_pkey PRIMARY KEY (plugin_id, kind, reference)
  CONSTRAINT centra_queue_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE INDEX centra_queue_due ON public.centra_queue USING btree (plugin_id, due_at)
  CREATE UNIQUE INDEX centra_queue_pkey ON public.centra_queue USING btree (plugin_id, kind, reference)
TABLE email_texts
  plugin_id text NOT NULL
  metric text NOT NULL
  language text NOT NULL
  text_key text NOT NULL
  text text NOT NULL
  updated_at bigint NOT NULL
  CONSTRAINT email_texts_pkey PRIMARY KEY (plugin_id, metric, language, text_key)
  CONSTRAINT email_texts_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX email_texts_pkey ON public.email_texts USING btree (plugin_id, metric, language, text_key)
TABLE export_customers
  plugin_id text NOT NULL
  file text NOT NULL
  customer text NOT NULL
  is_known bigint NOT NULL
  is_chosen bigint NOT NULL
  orders bigint NOT NULL
  orders_since bigint NOT NULL
  newest_order_at bigint NOT NULL
  newest_order text NOT NULL
  CONSTRAINT export_customers_pkey PRIMARY KEY (plugin_id, file, customer)
  CONSTRAINT export_customers_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX export_customers_pkey ON public.export_customers USING btree (plugin_id, file, customer)
TABLE export_orders
  plugin_id text NOT NULL
  file text NOT NULL
  order_number text NOT NULL
  first_line bigint NOT NULL
  CONSTRAINT export_orders_pkey PRIMARY KEY (plugin_id, file, order_number)
  CONSTRAINT export_orders_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX export_orders_pkey ON public.export_orders USING btree (plugin_id, file, order_number)
TABLE export_problems
  plugin_id text NOT NULL
  place bigint NOT NULL
  code text NOT NULL
  reference text NOT NULL
  message text NOT NULL
  CONSTRAINT export_problems_pkey PRIMARY KEY (plugin_id, place)
  CONSTRAINT export_problems_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX export_problems_pkey ON public.export_problems USING btree (plugin_id, place)
TABLE exports
  plugin_id text NOT NULL
  state text NOT NULL
  step text NOT NULL
  revision bigint NOT NULL
  plan text NOT NULL
  cursor text
  progress text NOT NULL
  tally text NOT NULL
  trouble text
  started_at bigint NOT NULL
  updated_at bigint NOT NULL
  finished_at bigint
  CONSTRAINT exports_pkey PRIMARY KEY (plugin_id)
  CONSTRAINT exports_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CONSTRAINT exports_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'paused'::text, 'synchronised'::text, 'failed'::text, 'cancelled'::text])))
  CONSTRAINT exports_step_check CHECK ((step = ANY (ARRAY['reading'::text, 'delivering'::text])))
  CREATE UNIQUE INDEX exports_pkey ON public.exports USING btree (plugin_id)
TABLE held_events
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY
  plugin_id text NOT NULL
  lane text NOT NULL
  commerce_type text NOT NULL
  commerce_source text NOT NULL
  commerce_id text NOT NULL
  occurred_at bigint NOT NULL
  received_at bigint NOT NULL
  profile_key text NOT NULL
  order_number text
  commerce_event text NOT NULL
  reason_code text NOT NULL
  reason_message text NOT NULL
  CONSTRAINT held_events_lane_check CHECK ((lane = ANY (ARRAY['live'::text, 'history'::text])))
  CONSTRAINT held_events_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX held_events_pkey ON public.held_events USING btree (id)
  CREATE UNIQUE INDEX held_events_unique ON public.held_events USING btree (plugin_id, commerce_type, commerce_source, commerce_id)
TABLE leases WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000)
  account_id text NOT NULL
  holder text
  token bigint NOT NULL
  expires_at bigint NOT NULL
  CONSTRAINT leases_pkey PRIMARY KEY (account_id)
  CREATE UNIQUE INDEX leases_pkey ON public.leases USING btree (account_id)
TABLE outbox WITH (autovacuum_vacuum_scale_factor=0.02, autovacuum_analyze_scale_factor=0.05)
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY
  plugin_id text NOT NULL
  lane text NOT NULL
  metric text NOT NULL
  unique_id text NOT NULL
  state text NOT NULL
  attempts bigint NOT NULL DEFAULT 0
  due_at bigint NOT NULL
  occurred_at bigint NOT NULL
  received_at bigint NOT NULL
  settled_at bigint
  profile_key text NOT NULL
  order_number text
  commerce_type text NOT NULL
  commerce_source text NOT NULL
  commerce_id text NOT NULL
  secrets text
  trace_parent text
  reason_code text
  reason_message text
  failure text
  export_started_at bigint
  CONSTRAINT outbox_lane_check CHECK ((lane = ANY (ARRAY['live'::text, 'history'::text])))
  CONSTRAINT outbox_pkey PRIMARY KEY (id)
  CONSTRAINT outbox_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'dead'::text, 'skipped'::text])))
  CREATE INDEX outbox_claim ON public.outbox USING btree (plugin_id, lane, due_at, id) WHERE (state = 'pending'::text)
  CREATE INDEX outbox_kind ON public.outbox USING btree (plugin_id, lane, metric, state, id)
  CREATE INDEX outbox_order ON public.outbox USING btree (order_number, id) WHERE (order_number IS NOT NULL)
  CREATE INDEX outbox_profile ON public.outbox USING btree (profile_key, id)
  CREATE INDEX outbox_put_off ON public.outbox USING btree (plugin_id, lane, received_at) WHERE ((state = 'pending'::text) AND (due_at > received_at))
  CREATE INDEX outbox_settled ON public.outbox USING btree (state, settled_at) WHERE (settled_at IS NOT NULL)
  CREATE UNIQUE INDEX outbox_pkey ON public.outbox USING btree (id)
  CREATE UNIQUE INDEX outbox_unique ON public.outbox USING btree (plugin_id, metric, unique_id)
TABLE outbox_attempts
  event_id bigint NOT NULL
  at bigint NOT NULL
  attempt bigint NOT NULL
  code text NOT NULL
  status bigint
  detail text NOT NULL
  request text NOT NULL
  CONSTRAINT outbox_attempts_pkey PRIMARY KEY (event_id, at)
  CREATE UNIQUE INDEX outbox_attempts_pkey ON public.outbox_attempts USING btree (event_id, at)
TABLE outbox_counts WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000)
  plugin_id text NOT NULL
  lane text NOT NULL
  metric text NOT NULL
  state text NOT NULL
  slot bigint NOT NULL
  events bigint NOT NULL
  CONSTRAINT outbox_counts_pkey PRIMARY KEY (plugin_id, lane, metric, state, slot)
  CREATE UNIQUE INDEX outbox_counts_pkey ON public.outbox_counts USING btree (plugin_id, lane, metric, state, slot)
TABLE outbox_hours WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000)
  hour bigint NOT NULL
  plugin_id text NOT NULL
  metric text NOT NULL
  slot bigint NOT NULL
  events bigint NOT NULL
  CONSTRAINT outbox_hours_pkey PRIMARY KEY (hour, plugin_id, metric, slot)
  CREATE UNIQUE INDEX outbox_hours_pkey ON public.outbox_hours USING btree (hour, plugin_id, metric, slot)
TABLE outbox_payloads
  event_id bigint NOT NULL
  body text NOT NULL STORAGE EXTERNAL
  profile text NOT NULL STORAGE EXTERNAL
  CONSTRAINT outbox_payloads_pkey PRIMARY KEY (event_id)
  CREATE UNIQUE INDEX outbox_payloads_pkey ON public.outbox_payloads USING btree (event_id)
TABLE password_links
  user_id text NOT NULL
  hash text NOT NULL
  expires_at bigint NOT NULL
  CONSTRAINT password_links_hash_key UNIQUE (hash)
  CONSTRAINT password_links_pkey PRIMARY KEY (user_id)
  CONSTRAINT password_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX password_links_hash_key ON public.password_links USING btree (hash)
  CREATE UNIQUE INDEX password_links_pkey ON public.password_links USING btree (user_id)
TABLE plugin_changes
  plugin_id text NOT NULL
  version integer NOT NULL
  changed_at bigint NOT NULL
  author text NOT NULL
  user_id text
  fields text NOT NULL
  CONSTRAINT plugin_changes_author_check CHECK ((author = ANY (ARRAY['user'::text, 'token'::text, 'service'::text])))
  CONSTRAINT plugin_changes_pkey PRIMARY KEY (plugin_id, version)
  CONSTRAINT plugin_changes_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX plugin_changes_pkey ON public.plugin_changes USING btree (plugin_id, version)
TABLE plugins
  id text NOT NULL
  name text NOT NULL
  status text NOT NULL
  api_key text NOT NULL
  private_key text
  settings text NOT NULL
  version bigint NOT NULL
  alarm text
  created_at bigint NOT NULL
  updated_at bigint NOT NULL
  CONSTRAINT plugins_pkey PRIMARY KEY (id)
  CONSTRAINT plugins_status_check CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text])))
  CREATE INDEX plugins_account ON public.plugins USING btree (api_key)
  CREATE UNIQUE INDEX plugins_pkey ON public.plugins USING btree (id)
TABLE provisioned_objects
  plugin_id text NOT NULL
  account_id text NOT NULL
  kind text NOT NULL
  object_key text NOT NULL
  klaviyo_id text NOT NULL
  name text NOT NULL
  wanted_hash text NOT NULL
  found_hash text NOT NULL
  updated_at bigint NOT NULL
  CONSTRAINT provisioned_objects_kind_check CHECK ((kind = ANY (ARRAY['template'::text, 'flow'::text, 'mail'::text, 'tag'::text, 'mapping'::text, 'old_flow'::text])))
  CONSTRAINT provisioned_objects_pkey PRIMARY KEY (plugin_id, account_id, kind, object_key)
  CONSTRAINT provisioned_objects_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX provisioned_objects_pkey ON public.provisioned_objects USING btree (plugin_id, account_id, kind, object_key)
TABLE provisioning_runs
  plugin_id text NOT NULL
  run_id text NOT NULL
  state text NOT NULL
  progress text NOT NULL
  started_at bigint NOT NULL
  alive_at bigint NOT NULL
  ended_at bigint
  CONSTRAINT provisioning_runs_pkey PRIMARY KEY (plugin_id)
  CONSTRAINT provisioning_runs_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CONSTRAINT provisioning_runs_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'paused'::text])))
  CREATE UNIQUE INDEX provisioning_runs_pkey ON public.provisioning_runs USING btree (plugin_id)
TABLE push_keys
  id text NOT NULL
  plugin_id text NOT NULL
  name text NOT NULL
  prefix text NOT NULL
  hash text NOT NULL
  created_at bigint NOT NULL
  revoked_at bigint
  CONSTRAINT push_keys_hash_key UNIQUE (hash)
  CONSTRAINT push_keys_pkey PRIMARY KEY (id)
  CONSTRAINT push_keys_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE INDEX push_keys_plugin ON public.push_keys USING btree (plugin_id, created_at)
  CREATE UNIQUE INDEX push_keys_hash_key ON public.push_keys USING btree (hash)
  CREATE UNIQUE INDEX push_keys_pkey ON public.push_keys USING btree (id)
TABLE recent_events
  plugin_id text NOT NULL
  commerce_type text NOT NULL
  commerce_event text NOT NULL
  noted_at bigint NOT NULL
  CONSTRAINT recent_events_pkey PRIMARY KEY (plugin_id, commerce_type)
  CONSTRAINT recent_events_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX recent_events_pkey ON public.recent_events USING btree (plugin_id, commerce_type)
TABLE refunds
  plugin_id text NOT NULL
  order_number text NOT NULL
  refund_id text NOT NULL
  is_first bigint NOT NULL
  CONSTRAINT refunds_is_first_check CHECK ((is_first = ANY (ARRAY[(0)::bigint, (1)::bigint])))
  CONSTRAINT refunds_pkey PRIMARY KEY (plugin_id, order_number, refund_id)
  CONSTRAINT refunds_plugin_id_fkey FOREIGN KEY (plugin_id) REFERENCES plugins(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX refunds_first ON public.refunds USING btree (plugin_id, order_number) WHERE (is_first = 1)
  CREATE UNIQUE INDEX refunds_pkey ON public.refunds USING btree (plugin_id, order_number, refund_id)
TABLE schema_versions
  version integer NOT NULL
  name text NOT NULL
  works_with_software_of integer NOT NULL
  CONSTRAINT schema_versions_pkey PRIMARY KEY (version)
  CREATE UNIQUE INDEX schema_versions_pkey ON public.schema_versions USING btree (version)
TABLE sessions
  id text NOT NULL
  hash text NOT NULL
  user_id text NOT NULL
  browser text NOT NULL
  created_at bigint NOT NULL
  seen_at bigint NOT NULL
  expires_at bigint NOT NULL
  CONSTRAINT sessions_hash_key UNIQUE (hash)
  CONSTRAINT sessions_pkey PRIMARY KEY (id)
  CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  CREATE INDEX sessions_of_user ON public.sessions USING btree (user_id, seen_at)
  CREATE UNIQUE INDEX sessions_hash_key ON public.sessions USING btree (hash)
  CREATE UNIQUE INDEX sessions_pkey ON public.sessions USING btree (id)
TABLE settings
  key text NOT NULL
  value text NOT NULL
  CONSTRAINT settings_pkey PRIMARY KEY (key)
  CREATE UNIQUE INDEX settings_pkey ON public.settings USING btree (key)
TABLE sign_in_attempts
  subject text NOT NULL
  failures bigint NOT NULL
  blocked_until bigint NOT NULL
  last_at bigint NOT NULL
  CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (subject)
  CREATE INDEX sign_in_attempts_last ON public.sign_in_attempts USING btree (last_at)
  CREATE UNIQUE INDEX sign_in_attempts_pkey ON public.sign_in_attempts USING btree (subject)
TABLE users
  id text NOT NULL
  email text
  name text NOT NULL
  role text NOT NULL
  password text
  created_at bigint NOT NULL
  CONSTRAINT users_email_key UNIQUE (email)
  CONSTRAINT users_pkey PRIMARY KEY (id)
  CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'editor'::text, 'owner'::text])))
  CREATE UNIQUE INDEX users_email_key ON public.users USING btree (email)
  CREATE UNIQUE INDEX users_pkey ON public.users USING btree (id)
TABLE workers
  holder text NOT NULL
  expires_at bigint NOT NULL
  CONSTRAINT workers_pkey PRIMARY KEY (holder)
  CREATE UNIQUE INDEX workers_pkey ON public.workers USING btree (holder)
