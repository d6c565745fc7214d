/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-referral-board.h"

G_BEGIN_DECLS

/* A referral on the board: the child, the year and who refers, the route, and
 * by when something must be done or how long it has waited.  A button: connect
 * "clicked". */
#define WAY_TYPE_REFERRAL_TILE (way_referral_tile_get_type ())
G_DECLARE_FINAL_TYPE (WayReferralTile, way_referral_tile, WAY, REFERRAL_TILE, GtkButton)

GtkWidget   *way_referral_tile_new     (const WayReferralCard *card,
                                        const GDate           *today);
const WayId *way_referral_tile_get_id  (WayReferralTile       *self);

/* Whether it opens the form and not the record's page. */
gboolean     way_referral_tile_is_draft (WayReferralTile      *self);

/* A column of the board: a stage's name, how many, and the first of them, the
 * rest behind a button.  Signal "show-all". */
#define WAY_TYPE_BOARD_COLUMN (way_board_column_get_type ())
G_DECLARE_FINAL_TYPE (WayBoardColumn, way_board_column, WAY, BOARD_COLUMN, GtkBox)

/* Tiles that a column shows before its button. */
#define WAY_BOARD_MOST 12

GtkWidget   *way_board_column_new      (const char            *stage,
                                        const char            *heading);
const char  *way_board_column_get_stage (WayBoardColumn       *self);
void         way_board_column_clear    (WayBoardColumn        *self);
void         way_board_column_append   (WayBoardColumn        *self,
                                        GtkWidget             *tile);

G_END_DECLS
