/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of what the governance group is given. */

#include "way-board.h"

#include "way-describe-private.h"

#define RECORD WayCommentary
static const WayField fields_of_way_commentary_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, term, N_("Term"), OPEN, .high = 20, .flags = REQUIRED | TITLE | LIST),
  FIELD (3, CODE, section, N_("Section"), OPEN, .set = "board_section",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, LONG_TEXT, text, N_("Commentary"), OPEN, .high = 4000, .flags = REQUIRED | SEARCH,
         .hint = N_("Name no child")),
  FIELD (5, TEXT, by, N_("By"), OPEN, .high = 120, .flags = LIST),
  FIELD (6, DATE, date, N_("Written on"), OPEN, .flags = LIST),
};

ENTITY (way_commentary_entity, 144, "commentary", N_("commentary"), N_("Commentaries"));
WAY_DEFINE_RECORD (WayCommentary, way_commentary)
#undef RECORD

#define RECORD WayBoardPack
static const WayField fields_of_way_board_pack_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, term, N_("Term"), OPEN, .high = 20, .flags = REQUIRED | TITLE | LIST),
  FIELD (3, DATE, cut_off, N_("Counted up to"), OPEN, .flags = REQUIRED | LIST),
  FIELD (4, DATE, made, N_("Made on"), OPEN, .flags = REQUIRED | TITLE | LIST),
  FIELD (5, TEXT, by, N_("By"), OPEN, .high = 120, .flags = LIST),
  FIELD (6, INTEGER, size, N_("Size in bytes"), OPEN, .low = 1,
         .high = G_GINT64_CONSTANT (1) << 40, .flags = REQUIRED),
  FIELD (7, TEXT, digest, N_("Digest"), OPEN, .high = 64, .check = way_check_digest,
         .flags = REQUIRED),
};

ENTITY (way_board_pack_entity, 145, "board_pack", N_("board pack"), N_("Board Packs"));
WAY_DEFINE_RECORD (WayBoardPack, way_board_pack)
#undef RECORD

#define RECORD WayPinnedNote
static const WayField fields_of_way_pinned_note_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, chart, N_("Chart"), OPEN, .high = 40, .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, setting, N_("Setting"), OPEN, .set = "establishment", .flags = LIST),
  FIELD (4, DATE, day, N_("Day"), OPEN, .flags = REQUIRED | TITLE | LIST),
  FIELD (5, TEXT, text, N_("Note"), OPEN, .high = 120, .flags = REQUIRED | TITLE | SEARCH | LIST,
         .hint = N_("Name no child")),
  FIELD (6, TEXT, by, N_("By"), OPEN, .high = 120, .flags = LIST),
};

ENTITY (way_pinned_note_entity, 155, "pinned_note", N_("note on a chart"),
        N_("Notes on Charts"));
WAY_DEFINE_RECORD (WayPinnedNote, way_pinned_note)
#undef RECORD
