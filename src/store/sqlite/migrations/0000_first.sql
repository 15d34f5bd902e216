CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`token_id` text NOT NULL,
	`action` text NOT NULL,
	`wanted` text,
	`subject` text NOT NULL,
	`subject_id` text,
	`workspace_id` text,
	`edge` text NOT NULL,
	`request_id` text NOT NULL,
	`address` text NOT NULL,
	`fields` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_id_unique` ON `audit` (`id`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject_id`);--> statement-breakpoint
CREATE TABLE `connection_uses` (
	`connection_id` text NOT NULL,
	`part_id` text NOT NULL,
	PRIMARY KEY(`connection_id`, `part_id`),
	FOREIGN KEY (`connection_id`) REFERENCES `connections`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`part_id`) REFERENCES `parts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `connection_uses_part` ON `connection_uses` (`part_id`);--> statement-breakpoint
CREATE TABLE `connections` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`revision` integer NOT NULL,
	`settings` text NOT NULL,
	`hints` text NOT NULL,
	`secret_versions` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`vendor` text NOT NULL,
	`enabled` integer NOT NULL,
	`endpoints` text NOT NULL,
	`key_fold` text NOT NULL,
	`name_fold` text NOT NULL,
	`search_text` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `connections_key` ON `connections` (`workspace_id`,`key_fold`);--> statement-breakpoint
CREATE INDEX `connections_name` ON `connections` (`name_fold`,`id`);--> statement-breakpoint
CREATE INDEX `connections_created` ON `connections` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `connections_updated` ON `connections` (`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `connections_workspace_name` ON `connections` (`workspace_id`,`name_fold`,`id`);--> statement-breakpoint
CREATE INDEX `connections_workspace_created` ON `connections` (`workspace_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `connections_workspace_updated` ON `connections` (`workspace_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `data_keys` (
	`owner_id` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`master_key_id` text NOT NULL,
	`wrapped` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `data_keys_id_unique` ON `data_keys` (`id`);--> statement-breakpoint
CREATE INDEX `data_keys_master` ON `data_keys` (`master_key_id`);--> statement-breakpoint
CREATE TABLE `key_canaries` (
	`master_key_id` text PRIMARY KEY NOT NULL,
	`blob` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `parts` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`revision` integer NOT NULL,
	`settings` text NOT NULL,
	`hints` text NOT NULL,
	`secret_versions` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`kind` text NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `parts_key` ON `parts` (`workspace_id`,`kind`,`key`);--> statement-breakpoint
CREATE TABLE `revisions` (
	`owner_id` text NOT NULL,
	`revision` integer NOT NULL,
	`at` integer NOT NULL,
	`token_id` text NOT NULL,
	`is_deletion` integer NOT NULL,
	`workspace_id` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`settings` text NOT NULL,
	`hints` text NOT NULL,
	`secret_versions` text NOT NULL,
	PRIMARY KEY(`owner_id`, `revision`)
);
--> statement-breakpoint
CREATE TABLE `secrets` (
	`owner_id` text NOT NULL,
	`field` text NOT NULL,
	`version` integer NOT NULL,
	`blob` blob NOT NULL,
	`mac` blob NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`owner_id`, `field`, `version`)
);
--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`grants` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE TABLE `workspaces` (
	`id` text PRIMARY KEY NOT NULL,
	`vendor` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`name_fold` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workspaces_key` ON `workspaces` (`vendor`,`key`);--> statement-breakpoint
CREATE INDEX `workspaces_name` ON `workspaces` (`name_fold`,`id`);