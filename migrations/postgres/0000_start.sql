CREATE TABLE "checks" (
	"service_key" text collate "C" NOT NULL,
	"scorecard" text collate "C" NOT NULL,
	"sinces" text collate "C" NOT NULL,
	"packed" json NOT NULL,
	CONSTRAINT "checks_pk" PRIMARY KEY("service_key","scorecard")
);
--> statement-breakpoint
CREATE TABLE "evaluations" (
	"service_key" text collate "C" NOT NULL,
	"scorecard" text collate "C" NOT NULL,
	"scorecard_version" text collate "C" NOT NULL,
	"bar" text collate "C" NOT NULL,
	"held" text collate "C",
	"score" integer,
	"outcomes" text collate "C" NOT NULL,
	"input_digest" text collate "C" NOT NULL,
	"next_change_at" bigint,
	"evaluated_at" bigint NOT NULL,
	"verdict" json NOT NULL,
	CONSTRAINT "evaluations_pk" PRIMARY KEY("service_key","scorecard")
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"service_key" text collate "C" NOT NULL,
	"namespace" text collate "C" NOT NULL,
	"collector" text collate "C" NOT NULL,
	"digest" text collate "C" NOT NULL,
	"attempted_at" bigint,
	"document" json NOT NULL,
	CONSTRAINT "facts_pk" PRIMARY KEY("service_key","namespace","collector")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"system" text collate "C" NOT NULL,
	"external_id" text collate "C" NOT NULL,
	"person_key" text collate "C" NOT NULL,
	CONSTRAINT "identities_pk" PRIMARY KEY("system","external_id")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"caused_by" text collate "C" NOT NULL,
	"report" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lookups" (
	"service_key" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"value" text collate "C" NOT NULL,
	"written" text collate "C" NOT NULL,
	CONSTRAINT "lookups_pk" PRIMARY KEY("service_key","kind","value")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"position" integer NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"subject" text collate "C" PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rule_places" (
	"scorecard" text collate "C" NOT NULL,
	"rule" text collate "C" NOT NULL,
	"place" integer NOT NULL,
	CONSTRAINT "rule_places_pk" PRIMARY KEY("scorecard","rule")
);
--> statement-breakpoint
CREATE TABLE "scorecard_versions" (
	"scorecard" text collate "C" NOT NULL,
	"version" text collate "C" NOT NULL,
	"position" integer,
	"loaded_at" bigint NOT NULL,
	"document" json NOT NULL,
	CONSTRAINT "scorecard_versions_pk" PRIMARY KEY("scorecard","version")
);
--> statement-breakpoint
CREATE TABLE "services" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"type" text collate "C" NOT NULL,
	"lifecycle" text collate "C" NOT NULL,
	"tier" text collate "C" NOT NULL,
	"owner" text collate "C",
	"system" text collate "C",
	"archived_at" bigint,
	"record" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"service_key" text collate "C" NOT NULL,
	"scorecard" text collate "C" NOT NULL,
	"day" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"scorecard_version" text collate "C" NOT NULL,
	"bar" text collate "C" NOT NULL,
	"earned" text collate "C",
	"held" text collate "C",
	"score" integer,
	"counts" json NOT NULL,
	"outcomes" text collate "C" NOT NULL,
	CONSTRAINT "snapshots_pk" PRIMARY KEY("service_key","scorecard","day")
);
--> statement-breakpoint
CREATE TABLE "systems" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"position" integer NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"position" integer NOT NULL,
	"document" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transitions" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"service_key" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"scorecard" text collate "C" NOT NULL,
	"rule" text collate "C",
	"kind" text collate "C" NOT NULL,
	"before" text collate "C",
	"after" text collate "C",
	"cause" text collate "C" NOT NULL,
	"ended" json
);
--> statement-breakpoint
CREATE TABLE "workspace" (
	"id" integer PRIMARY KEY NOT NULL,
	"team_id" text collate "C" NOT NULL,
	"enterprise_id" text collate "C"
);
--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "facts" ADD CONSTRAINT "facts_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_key_people_key_fk" FOREIGN KEY ("person_key") REFERENCES "public"."people"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lookups" ADD CONSTRAINT "lookups_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transitions" ADD CONSTRAINT "transitions_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "evaluations_next_change" ON "evaluations" USING btree ("next_change_at","service_key");--> statement-breakpoint
CREATE INDEX "facts_sweep" ON "facts" USING btree ("service_key","collector","attempted_at","digest");--> statement-breakpoint
CREATE INDEX "identities_person" ON "identities" USING btree ("person_key");--> statement-breakpoint
CREATE INDEX "imports_at" ON "imports" USING btree ("at");--> statement-breakpoint
CREATE INDEX "lookups_value" ON "lookups" USING btree ("kind","value");--> statement-breakpoint
CREATE UNIQUE INDEX "rule_places_place" ON "rule_places" USING btree ("scorecard","place");--> statement-breakpoint
CREATE UNIQUE INDEX "services_id" ON "services" USING btree ("id");--> statement-breakpoint
CREATE INDEX "services_living" ON "services" USING btree ("archived_at","id","key","tier","owner","system");--> statement-breakpoint
CREATE INDEX "transitions_service" ON "transitions" USING btree ("service_key","at","id");