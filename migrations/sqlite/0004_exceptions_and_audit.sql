CREATE TABLE `attestations` (
	`id` text PRIMARY KEY NOT NULL,
	`service_key` text NOT NULL,
	`rule` text NOT NULL,
	`statement` text NOT NULL,
	`evidence` text,
	`stated_by` text NOT NULL,
	`stated_by_name` text NOT NULL,
	`stated_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attestations_service` ON `attestations` (`service_key`,`stated_at`);--> statement-breakpoint
CREATE INDEX `attestations_end` ON `attestations` (`ends_at`);--> statement-breakpoint
CREATE TABLE `audit` (
	`number` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text,
	`actor_name` text,
	`came_from` text NOT NULL,
	`act` text NOT NULL,
	`service_key` text,
	`subject` text NOT NULL,
	`details` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_service` ON `audit` (`service_key`,`number`);--> statement-breakpoint
CREATE TABLE `exception_rules` (
	`exception_id` text NOT NULL,
	`rule` text NOT NULL,
	PRIMARY KEY(`exception_id`, `rule`),
	FOREIGN KEY (`exception_id`) REFERENCES `exceptions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `exception_rules_rule` ON `exception_rules` (`rule`);--> statement-breakpoint
CREATE TABLE `exceptions` (
	`id` text PRIMARY KEY NOT NULL,
	`service_key` text NOT NULL,
	`state` text NOT NULL,
	`requester` text NOT NULL,
	`requested_at` integer NOT NULL,
	`starts_at` integer,
	`ends_at` integer NOT NULL,
	`batch` text,
	`version` integer NOT NULL,
	`document` text NOT NULL,
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `exceptions_service` ON `exceptions` (`service_key`,`state`,`ends_at`);--> statement-breakpoint
CREATE INDEX `exceptions_state` ON `exceptions` (`state`,`ends_at`);--> statement-breakpoint
CREATE INDEX `exceptions_requester` ON `exceptions` (`requester`,`requested_at`);--> statement-breakpoint
CREATE INDEX `exceptions_batch` ON `exceptions` (`batch`);