CREATE TABLE `catalog_edits` (
	`id` text PRIMARY KEY NOT NULL,
	`fields` text NOT NULL,
	`registered` integer NOT NULL,
	`archived` integer NOT NULL,
	`edited_by` text NOT NULL,
	`edited_by_name` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `digest_settings` (
	`channel` text PRIMARY KEY NOT NULL,
	`document` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `digests` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`week` text NOT NULL,
	`team` text,
	`made_at` integer NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `digests_slot` ON `digests` (`channel`,`week`);--> statement-breakpoint
CREATE TABLE `escalations` (
	`service_key` text NOT NULL,
	`gap` text NOT NULL,
	`step` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`service_key`, `gap`, `step`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `initiative_days` (
	`initiative` text NOT NULL,
	`day` text NOT NULL,
	`counts` text NOT NULL,
	PRIMARY KEY(`initiative`, `day`)
);
--> statement-breakpoint
CREATE TABLE `initiative_services` (
	`initiative` text NOT NULL,
	`service_key` text NOT NULL,
	`entered_at` integer NOT NULL,
	`deadline` integer NOT NULL,
	`progress` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`initiative`, `service_key`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `initiative_services_service` ON `initiative_services` (`service_key`);--> statement-breakpoint
CREATE TABLE `initiatives` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`deadline` integer NOT NULL,
	`version` integer NOT NULL,
	`document` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `initiatives_state` ON `initiatives` (`state`,`deadline`);--> statement-breakpoint
CREATE TABLE `job_runs` (
	`job` text PRIMARY KEY NOT NULL,
	`began_at` integer NOT NULL,
	`took` integer NOT NULL,
	`ok` integer NOT NULL,
	`error` text
);
--> statement-breakpoint
CREATE TABLE `nudge_answers` (
	`audience_key` text NOT NULL,
	`service_key` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	PRIMARY KEY(`service_key`, `audience_key`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `nudges` (
	`id` text PRIMARY KEY NOT NULL,
	`audience` text NOT NULL,
	`audience_key` text NOT NULL,
	`local_date` text NOT NULL,
	`planned_at` integer NOT NULL,
	`stale_at` integer NOT NULL,
	`gaps` text NOT NULL,
	`fresh` text NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `nudges_slot` ON `nudges` (`audience_key`,`local_date`);--> statement-breakpoint
CREATE INDEX `nudges_date` ON `nudges` (`local_date`,`audience_key`);--> statement-breakpoint
CREATE INDEX `nudges_planned` ON `nudges` (`planned_at`);--> statement-breakpoint
CREATE TABLE `ownership_claims` (
	`id` text PRIMARY KEY NOT NULL,
	`service_key` text NOT NULL,
	`team` text,
	`from_team` text,
	`note` text,
	`claimed_by` text NOT NULL,
	`claimed_by_name` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_by_name` text,
	`decided_at` integer,
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `ownership_claims_service` ON `ownership_claims` (`service_key`,`state`);--> statement-breakpoint
CREATE INDEX `ownership_claims_state` ON `ownership_claims` (`state`,`at`);--> statement-breakpoint
CREATE TABLE `preferences` (
	`person` text PRIMARY KEY NOT NULL,
	`document` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `saved_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`saved_by` text NOT NULL,
	`saved_by_name` text NOT NULL,
	`at` integer NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `snoozes` (
	`audience_key` text NOT NULL,
	`service_key` text NOT NULL,
	`ends_at` integer NOT NULL,
	PRIMARY KEY(`audience_key`, `service_key`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `storms` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`owners` integer NOT NULL,
	`of_owners` integer NOT NULL,
	`messages` integer NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer
);
--> statement-breakpoint
CREATE INDEX `storms_at` ON `storms` (`at`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`service_key` text NOT NULL,
	`verified_by` text NOT NULL,
	`verified_by_name` text NOT NULL,
	`at` integer NOT NULL,
	`confirmed` text NOT NULL,
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `verifications_service` ON `verifications` (`service_key`,`at`);--> statement-breakpoint
CREATE INDEX `transitions_at` ON `transitions` (`at`,`service_key`);