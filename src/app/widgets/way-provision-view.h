/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-directory-facts.h"

G_BEGIN_DECLS

/* A provision as a headteacher asks for it: where it stands in the range of
 * help, what it is for, who may come, how to get in and out, what comes free;
 * beside it places, cost, checks and whom to ask. */
#define WAY_TYPE_PROVISION_VIEW (way_provision_view_get_type ())
G_DECLARE_FINAL_TYPE (WayProvisionView, way_provision_view, WAY, PROVISION_VIEW, GtkBox)

GtkWidget *way_provision_view_new  (void);
void       way_provision_view_show (WayProvisionView         *self,
                                    const WayDirectoryRecord *record);

/* "Assessment, Years 7 to 9, up to 20 school weeks".  Free with g_free(). */
char      *way_provision_words_for (const WayDirectoryRow    *row);

/* "Full; next unpromised place in January", "3 places free".  NULL where it has
 * no places by nature.  Free with g_free(). */
char      *way_provision_words_free (const WayDirectoryRecord *record);

G_END_DECLS
