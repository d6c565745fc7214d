/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"
#include "way-register.h"

G_BEGIN_DECLS

/* What people record about duties and about children without education, each in
 * a dialog, as one edit of the service and a toast that can take it back. */

/* With its mnemonic (msgid), of a code of duty_act; NULL where there is no
 * dialog for it. */
const char *way_duty_dialog_label     (const char       *kind);

/* An act as way_duty_act_start() began it. */
void        way_duty_dialog_open      (WayPage          *page,
                                       const WayDutyAct *act);

/* What was considered and decided of a child, and what is being done: opens the
 * child's case, or a new one as the register has it.  A child that is not on the
 * register today opens nothing, and says so. */
void        way_duty_dialog_consider  (WayPage          *page,
                                       const WayId      *pupil);

/* The same of a row at hand; and its end. */
void        way_duty_dialog_record    (WayPage              *page,
                                       const WayRegisterRow *row);
void        way_duty_dialog_end       (WayPage              *page,
                                       const WayRegisterRow *row);

G_END_DECLS
