/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* What the governance group is given each term.  It names no child.  Plain data. */

/* What is said about a section of a pack, for people. */
typedef struct
{
  WayId   id;
  char   *term;            /* "2026-autumn" */
  char   *section;         /* board_section */
  char   *text;
  char   *by;
  GDate   date;
} WayCommentary;
WAY_DECLARE_RECORD (WayCommentary, way_commentary)

/* A pack that was given out.  Its bytes are kept by their digest beside the
 * journal (way-bodies.h). */
typedef struct
{
  WayId   id;
  char   *term;
  GDate   cut_off;         /* the last day that is counted */
  GDate   made;
  char   *by;
  gint64  size;            /* bytes */
  char   *digest;
} WayBoardPack;
WAY_DECLARE_RECORD (WayBoardPack, way_board_pack)

/* What somebody pinned to a day of a chart, for people. */
typedef struct
{
  WayId   id;
  char   *chart;           /* "places", or the id of an indicator */
  WayId   setting;         /* the chart of this one alone; none: of all */
  GDate   day;
  char   *text;
  char   *by;
} WayPinnedNote;
WAY_DECLARE_RECORD (WayPinnedNote, way_pinned_note)

G_END_DECLS
