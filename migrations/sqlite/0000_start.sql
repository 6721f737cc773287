CREATE TABLE `checks` (
	`service_key` text NOT NULL,
	`scorecard` text NOT NULL,
	`sinces` text NOT NULL,
	`packed` text NOT NULL,
	PRIMARY KEY(`service_key`, `scorecard`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `evaluations` (
	`service_key` text NOT NULL,
	`scorecard` text NOT NULL,
	`scorecard_version` text NOT NULL,
	`bar` text NOT NULL,
	`held` text,
	`score` integer,
	`outcomes` text NOT NULL,
	`input_digest` text NOT NULL,
	`next_change_at` integer,
	`evaluated_at` integer NOT NULL,
	`verdict` text NOT NULL,
	PRIMARY KEY(`service_key`, `scorecard`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `evaluations_next_change` ON `evaluations` (`next_change_at`,`service_key`);--> statement-breakpoint
CREATE TABLE `facts` (
	`service_key` text NOT NULL,
	`namespace` text NOT NULL,
	`collector` text NOT NULL,
	`digest` text NOT NULL,
	`attempted_at` integer,
	`document` text NOT NULL,
	PRIMARY KEY(`service_key`, `namespace`, `collector`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `facts_sweep` ON `facts` (`service_key`,`collector`,`attempted_at`,`digest`);--> statement-breakpoint
CREATE TABLE `identities` (
	`system` text NOT NULL,
	`external_id` text NOT NULL,
	`person_key` text NOT NULL,
	PRIMARY KEY(`system`, `external_id`),
	FOREIGN KEY (`person_key`) REFERENCES `people`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `identities_person` ON `identities` (`person_key`);--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`caused_by` text NOT NULL,
	`report` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `imports_at` ON `imports` (`at`);--> statement-breakpoint
CREATE TABLE `lookups` (
	`service_key` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`written` text NOT NULL,
	PRIMARY KEY(`service_key`, `kind`, `value`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `lookups_value` ON `lookups` (`kind`,`value`);--> statement-breakpoint
CREATE TABLE `people` (
	`key` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`document` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `revisions` (
	`subject` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rule_places` (
	`scorecard` text NOT NULL,
	`rule` text NOT NULL,
	`place` integer NOT NULL,
	PRIMARY KEY(`scorecard`, `rule`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rule_places_place` ON `rule_places` (`scorecard`,`place`);--> statement-breakpoint
CREATE TABLE `scorecard_versions` (
	`scorecard` text NOT NULL,
	`version` text NOT NULL,
	`position` integer,
	`loaded_at` integer NOT NULL,
	`document` text NOT NULL,
	PRIMARY KEY(`scorecard`, `version`)
);
--> statement-breakpoint
CREATE TABLE `services` (
	`key` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`lifecycle` text NOT NULL,
	`tier` text NOT NULL,
	`owner` text,
	`system` text,
	`archived_at` integer,
	`record` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `services_id` ON `services` (`id`);--> statement-breakpoint
CREATE INDEX `services_living` ON `services` (`archived_at`,`id`,`key`,`tier`,`owner`,`system`);--> statement-breakpoint
CREATE TABLE `snapshots` (
	`service_key` text NOT NULL,
	`scorecard` text NOT NULL,
	`day` text NOT NULL,
	`at` integer NOT NULL,
	`scorecard_version` text NOT NULL,
	`bar` text NOT NULL,
	`earned` text,
	`held` text,
	`score` integer,
	`counts` text NOT NULL,
	`outcomes` text NOT NULL,
	PRIMARY KEY(`service_key`, `scorecard`, `day`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `systems` (
	`id` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`document` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `teams` (
	`id` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`document` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `transitions` (
	`id` text PRIMARY KEY NOT NULL,
	`service_key` text NOT NULL,
	`at` integer NOT NULL,
	`scorecard` text NOT NULL,
	`rule` text,
	`kind` text NOT NULL,
	`before` text,
	`after` text,
	`cause` text NOT NULL,
	`ended` text,
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `transitions_service` ON `transitions` (`service_key`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` integer PRIMARY KEY NOT NULL,
	`team_id` text NOT NULL,
	`enterprise_id` text
);
