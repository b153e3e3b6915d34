//! Paylink in the language of its user: that of the computer, or another that was chosen.

use journeys::{Setting, customer, journey_on};

use crate::steps::practice;

#[test]
fn the_main_job_is_done_in_french_and_spanish_is_chosen_and_kept() {
    let setting = Setting::default().locale("fr_CA.UTF-8");
    journey_on("languages", &setting, async |stage| {
        let gateway = practice(stage).await?;
        let desktop = stage.desktop().await?;
        desktop.add_tray().await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.press("Essayer maintenant").await?;
        window.screen("new-link").await?;

        window.type_into("Montant", "1 250,50").await?;
        window
            .type_into("Quel est l’objet du paiement?", "Aménagement")
            .await?;
        window
            .type_into("Courriel du client", "jane@example.com")
            .await?;
        window.key("Return")?;
        window.screen("result").await?;
        window.see("Envoyé par courriel à jane@example.com").await?;
        assert_eq!(gateway.links().len(), 1);
        assert_eq!(gateway.emails().len(), 1);
        assert_eq!(gateway.emails()[0].to, "jane@example.com");
        let message = gateway.emails()[0].message.clone();
        assert!(message.is_some_and(|message| message.starts_with("Bonjour,")));

        customer::pays(&gateway.links()[0].assets.payment_url).await?;
        let shown = desktop.shows(1).await?;
        assert!(shown.title.starts_with("Entraînement\u{a0}: "), "{shown:?}");
        assert!(shown.title.contains(" a payé 1250,50 "), "{shown:?}");
        window.press("Terminé").await?;
        window.screen("links").await?;
        window.press("Vérifier maintenant").await?;
        window.see_in("Aménagement", "Payé").await?;

        window.press("Paramètres").await?;
        window.screen("settings").await?;
        window.choose("Langue", "Español").await?;
        window.see("Configuración").await?;
        window.screen("settings").await?;
        window.press("Atrás").await?;
        window.screen("links").await?;
        window.see_in("Aménagement", "Pagado").await?;

        stage.close().await?;
        let window = stage.open().await?;
        window.screen("links").await?;
        window.see_in("Aménagement", "Pagado").await?;
        window.see("Nuevo enlace").await?;
        let icon = desktop.tray_icon().await?;
        assert_eq!(icon.title().await?, "Paylink");
        Ok(())
    });
}

#[test]
fn the_key_window_speaks_the_language_of_the_window_that_opens_it() {
    let setting = Setting::default().locale("es_MX.UTF-8");
    journey_on("languages_key", &setting, async |stage| {
        practice(stage).await?;
        let window = stage.open().await?;
        window.screen("welcome").await?;
        window.press("Conectar mi cuenta de Payroc").await?;
        window.screen("connect").await?;
        window.press("Ingresar la clave de API…").await?;

        let words = window.in_key_window(async || window.text().await).await?;

        assert!(words.contains("Péguela desde Payroc."), "{words}");
        Ok(())
    });
}
