//! An evening in which every operation happens.

use salver::domain::role::Role;

use super::Meter;
use super::house::House;
use super::sockets::Viewers;

impl Meter<'_> {
    /// Plays an evening and counts each of its operations. It leaves the house as it was, but
    /// for what is closed.
    ///
    /// # Panics
    /// When something does not work.
    pub async fn evening(&mut self) {
        self.evenings += 1;
        let stack = self.stack;
        let menu = stack.menu().await;
        let house = House {
            stack,
            manager: stack.staff(Role::Manager).await,
            dishes: menu.dishes(),
            number: self.evenings,
        };
        // Every process learns the branch, and everybody is asked once.
        house.warm_up().await;
        self.sign_ins(&house).await;
        self.set_up(&house).await;
        self.team(&house).await;
        self.branch(&house).await;
        let party = self.seating(&house).await;
        let phone = self.joining(&house, &party).await;
        let viewers = Viewers::open(self, &house, &phone).await;
        let order = self.ordering(&house, &phone).await;
        self.cooking(&house, &order).await;
        self.calling(&house, &phone).await;
        self.counter(&house).await;
        self.printing(&house).await;
        self.reading(&house, &party, &phone, &order).await;
        viewers.leave(self, &house, &party).await;
        // The last of all: after it every process reads the branch again.
        self.menu(&house).await;
        self.settings(&house).await;
        self.stock(&house).await;
        self.own_menu(&house).await;
    }
}
