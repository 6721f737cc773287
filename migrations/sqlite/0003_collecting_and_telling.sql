CREATE TABLE `collections` (
	`service_key` text NOT NULL,
	`collector` text NOT NULL,
	`due_at` integer NOT NULL,
	`last_good_at` integer,
	`failed_since` integer,
	`failures` integer NOT NULL,
	`claimed_until` integer,
	PRIMARY KEY(`collector`, `service_key`),
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `collections_due` ON `collections` (`collector`,`due_at`,`service_key`);--> statement-breakpoint
CREATE INDEX `collections_service` ON `collections` (`service_key`);--> statement-breakpoint
CREATE TABLE `collector_memory` (
	`collector` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`collector`, `key`)
);
--> statement-breakpoint
CREATE TABLE `collector_states` (
	`collector` text PRIMARY KEY NOT NULL,
	`paused_until` integer,
	`last_good_at` integer,
	`last_error` text,
	`last_error_at` integer,
	`outage_since` integer
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`vendor` text NOT NULL,
	`delivery` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`vendor`, `delivery`)
);
--> statement-breakpoint
CREATE INDEX `deliveries_at` ON `deliveries` (`at`);--> statement-breakpoint
CREATE TABLE `kept_answers` (
	`token_id` text NOT NULL,
	`key` text NOT NULL,
	`digest` text NOT NULL,
	`at` integer NOT NULL,
	`answer` text NOT NULL,
	PRIMARY KEY(`token_id`, `key`),
	FOREIGN KEY (`token_id`) REFERENCES `tokens`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `kept_answers_at` ON `kept_answers` (`at`);--> statement-breakpoint
CREATE TABLE `messages` (
	`kind` text NOT NULL,
	`subject_key` text NOT NULL,
	`channel` text NOT NULL,
	`ts` text NOT NULL,
	`audience` text NOT NULL,
	`version` text NOT NULL,
	`sent_at` integer NOT NULL,
	PRIMARY KEY(`kind`, `subject_key`, `channel`, `ts`)
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`audience` text NOT NULL,
	`subject` text NOT NULL,
	`dedupe_key` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`not_before` integer NOT NULL,
	`claimed_at` integer,
	`attempts` integer NOT NULL,
	`last_error` text,
	`settled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_dedupe` ON `outbox` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`state`,`not_before`,`id`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`caused_by` text NOT NULL,
	`about` text NOT NULL,
	`started_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ended_at` integer,
	`total` integer NOT NULL,
	`done` integer NOT NULL,
	`failed` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `runs_kind` ON `runs` (`kind`,`started_at`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`name` text NOT NULL,
	`scopes` text NOT NULL,
	`services` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_hash` ON `tokens` (`hash`);