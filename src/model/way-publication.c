/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of releases and of the tables in them. */

#include "way-publication.h"

#include "way-describe-private.h"

#define RECORD WayPublication
static const WayField fields_of_way_publication_entity[] = {
  IDENTITY,
  FIELD (2, CODE, profile, N_("Profile"), INTERNAL, .set = "disclosure",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (3, INTEGER, year, N_("School year from"), INTERNAL, .low = 1990, .high = 2100,
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, DATE, made, N_("Published"), INTERNAL, .flags = REQUIRED | TITLE | LIST),
  FIELD (5, TEXT, by, N_("Made by"), INTERNAL, .flags = LIST),
  FIELD (6, TEXT, approved_by, N_("Approved by"), INTERNAL, .flags = LIST),
  FIELD (7, TEXT, rules, N_("Rules that hid cells"), INTERNAL),
  FIELD (8, TEXT, digest, N_("Digest"), INTERNAL),
  FIELD (9, REFERENCE, replaces, N_("Replaces"), INTERNAL, .set = "release"),
  FIELD (10, LONG_TEXT, note, N_("Revision note"), INTERNAL, .high = 2000, .flags = LIST),
};

ENTITY (way_publication_entity, 120, "release", N_("release"), N_("Releases"));
WAY_DEFINE_RECORD (WayPublication, way_publication)
#undef RECORD

#define RECORD WayPublicationTable
static const WayField fields_of_way_publication_table_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, release, N_("Release"), INTERNAL, .set = "release",
         .flags = REQUIRED | LIST),
  FIELD (3, INTEGER, position, N_("Position"), INTERNAL, .low = 0, .high = 1000),
  FIELD (4, TEXT, name, N_("Name"), INTERNAL, .flags = REQUIRED | TITLE | LIST),
  FIELD (5, LONG_TEXT, resource, N_("Description"), INTERNAL, .high = 4000000),
  FIELD (6, LONG_TEXT, data, N_("Rows"), INTERNAL, .high = 40000000),
};

ENTITY (way_publication_table_entity, 121, "release_table", N_("table of a release"),
        N_("Tables of releases"));
WAY_DEFINE_RECORD (WayPublicationTable, way_publication_table)
#undef RECORD
